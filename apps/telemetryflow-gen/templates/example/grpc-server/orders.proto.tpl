syntax = "proto3";

package orders;

service Orders {
  rpc Show(ShowRequest) returns (Order);
}

message ShowRequest {
  int32 id = 1;
}

message Order {
  int32 id = 1;
  string state = 2;
}
