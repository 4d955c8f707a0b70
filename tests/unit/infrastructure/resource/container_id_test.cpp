#include "infrastructure/resource/container_id.hpp"

#include <string>

#include <gtest/gtest.h>

namespace telemetryflow::resource {
namespace {

const std::string kId = "3f8b0e1c9a7d4e5f60718293a4b5c6d7e8f9000112233445566778899aabbcc0";
const std::string kOther = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

TEST(ContainerIdTest, FindsTheIdInTheCgroupsOfKnownRuntimes) {
    for (const auto& line :
         {"12:cpu:/docker/" + kId, "1:name=systemd:/system.slice/docker-" + kId + ".scope",
          "4:memory:/kubepods/burstable/pod1234-56/" + kId,
          "0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-" + kId + ".scope",
          "0::/system.slice/containerd.service/kubepods-pod1.slice:cri-containerd:" + kId,
          "0::/machine.slice/libpod-" + kId + ".scope",
          // CRI-O, ECS, a build in a container, containers in containers, a cgroup namespace seen from its host.
          "0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod1.slice/crio-" + kId + ".scope",
          "9:perf_event:/ecs/55091c13-b8cf-4801-b527-f4601742204d/" + kId, "7:x:/actions_job/" + kId,
          "3:x:/docker/" + kOther + "/docker/" + kId,
          "0::/../../kubepods-burstable-pod1_2.slice/cri-containerd-" + kId + ".scope",
          "0::/system.slice/nerdctl-" + kId + ".scope", "5:x:/kubepods/pod1/crio-" + kId,
          "11:x:/garden\n10:y:/docker/" + kId + "\n"}) {
        EXPECT_EQ(container_id_from_cgroup(line), kId) << line;
    }
}

TEST(ContainerIdTest, FindsAFargateTaskWithItsNumber) {
    const std::string id = kId.substr(0, 32) + "-2495160603";
    EXPECT_EQ(container_id_from_cgroup("4:memory:/ecs/" + kId.substr(0, 32) + "/" + id), id);
    for (const auto& other : {kId.substr(0, 32) + "-", kId.substr(0, 32) + "-12345678901", kId.substr(0, 31) + "-24951",
                              kId.substr(0, 32) + "-24951x", kId.substr(0, 32)}) {
        EXPECT_FALSE(container_id_from_cgroup("4:memory:/ecs/" + other)) << other;
    }
}

TEST(ContainerIdTest, FindsNoneInOtherCgroups) {
    for (const auto& text :
         {std::string(), std::string("\n\n"), std::string("0::/"), std::string("0::/user.slice/a.service"),
          "0::/docker/" + kId.substr(1), "0::/docker/" + kId + "0", "0::/docker/" + std::string(64, 'G'),
          std::string("no slash at all"), "0::/" + kId + "/init"}) {
        EXPECT_FALSE(container_id_from_cgroup(text)) << text;
    }
}

TEST(ContainerIdTest, FindsTheIdInTheMountOfTheHostName) {
    const std::string docker =
        "1 2 8:1 /var/lib/docker/containers/" + kId + "/hostname /etc/hostname rw,relatime - ext4 /dev/sda1 rw\n";
    EXPECT_EQ(container_id_from_mountinfo("0 1 0:1 / / rw - overlay overlay rw\n" + docker), kId);
    const std::string podman = "1 2 0:5 /containers/storage/overlay-containers/" + kId +
                               "/userdata/hostname /etc/hostname rw - tmpfs tmpfs rw";
    EXPECT_EQ(container_id_from_mountinfo(podman), kId);
}

TEST(ContainerIdTest, PassesOverSandboxesAndOtherMounts) {
    const std::string sandbox = "1 2 8:1 /lib/containerd/io.containerd.grpc.v1.cri/sandboxes/" + kOther +
                                "/hostname /etc/hostname rw - ext4 /dev/sda1 rw\n";
    EXPECT_FALSE(container_id_from_mountinfo(sandbox));
    EXPECT_FALSE(container_id_from_mountinfo("1 2 8:1 /containers/" + kOther + "/data /data rw - ext4 /dev/sda1 rw\n"));
    for (const char* text : {"", "\n", "1 2", "1 2 3 4", "1 2 8:1 / /etc/hostname rw"}) {
        EXPECT_FALSE(container_id_from_mountinfo(text)) << text;
    }
}

TEST(ContainerIdTest, ReadsAPodOfKubernetesPastItsSandbox) {
    const std::string folder = "1 2 8:1 /lib/containerd/io.containerd.grpc.v1.cri/";
    const std::string tail = "/hostname /etc/hostname rw,relatime - ext4 /dev/sda1 rw\n";
    const std::string pod = folder + "sandboxes/" + kOther + tail + folder + "containers/" + kId + tail;
    EXPECT_EQ(container_id_from_mountinfo(pod), kId);
}

TEST(ContainerIdTest, ReadsTheMountsOfKnownRuntimes) {
    for (const auto& source : {"/var/lib/docker/containers/" + kId + "/hostname",
                               "/docker/volumes/minikube/_data/lib/docker/containers/" + kId + "/hostname",
                               "/home/user/.local/share/docker/containers/" + kId + "/hostname",
                               "/containers/storage/overlay-containers/" + kId + "/userdata/hostname",
                               "/var/lib/containers/storage/overlay-containers/" + kId + "/userdata/hostname",
                               "/var/lib/nerdctl/1935db59/containers/default/" + kId + "/hostname"}) {
        EXPECT_EQ(container_id_from_mountinfo("983 961 0:56 / /proc rw,nosuid - proc proc rw\n"
                                              "1086 961 254:1 " +
                                              source + " /etc/hostname rw,relatime - ext4 /dev/vda1 rw\n"),
                  kId)
            << source;
    }
}

// A mount at the same place hides the one before it.
TEST(ContainerIdTest, TakesTheLastOfSeveralMounts) {
    const std::string tail = "/hostname /etc/hostname rw,relatime - ext4 /dev/sda1 rw\n";
    EXPECT_EQ(container_id_from_mountinfo("1 2 8:1 /containers/" + kOther + tail + "3 2 8:1 /containers/" + kId + tail),
              kId);
    EXPECT_EQ(container_id_from_mountinfo("3 2 8:1 /containers/" + kId + tail + "1 2 8:1 /sandboxes/" + kOther + tail),
              kId);
}

TEST(ContainerIdTest, TakesTheFirstOfSeveralAndNeedsNoLastLineEnd) {
    EXPECT_EQ(container_id_from_cgroup("2:a:/docker/" + kId + "\n1:b:/docker/" + kOther), kId);
    EXPECT_EQ(container_id_from_cgroup("0::/\n\n1:b:/docker/" + kOther), kOther);
}

TEST(ContainerIdTest, FindsNoneInAnyCutOfALine) {
    const std::string line = "1:name=systemd:/system.slice/docker-" + kId;
    for (std::size_t size = 0; size < line.size(); ++size)
        EXPECT_FALSE(container_id_from_cgroup(line.substr(0, size))) << size;
    EXPECT_EQ(container_id_from_cgroup(line), kId);
}

TEST(ContainerIdTest, TakesLowerCaseDigitsOnly) {
    for (std::size_t at = 0; at < kId.size(); ++at) {
        for (const char wrong : {'g', 'A', '.'}) {
            auto id = kId;
            id[at] = wrong;
            EXPECT_FALSE(container_id_from_cgroup("0::/docker/" + id)) << id;
        }
    }
}

}  // namespace
}  // namespace telemetryflow::resource
