#!/usr/bin/env bash
# The packaging tests: packaging.sh <test>. Each does what a user of the SDK would do.
# From the environment (tests/packaging/CMakeLists.txt): SDK, the checkout; SDK_BUILD, its build; SDK_VERSION;
# SCRATCH, a folder of our own; COMPONENTS, those that can be used here; CMAKE and CXX, the programs to use.
set -euo pipefail

consumer="$SDK/tests/packaging/consumer"
export CXX
# What these tests have to show does not depend on optimisation, and unoptimised code compiles fastest.
quick=(-G Ninja -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_CXX_FLAGS_DEBUG=-O0 -g0")

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

fresh() { rm -rf "$1" && mkdir -p "$1"; }

expect_version() {
    local printed
    printed="$("$@")" || fail "$1 ended with an error"
    [ "$printed" = "telemetryflow $SDK_VERSION" ] || fail "$1 printed '$printed', not version $SDK_VERSION"
}

# needs <program> <library>; grep reads to the end, or readelf would fail now and then.
needs() { readelf -d "$1" | grep "NEEDED.*\[$2" >/dev/null; }

install_static() {
    fresh "$SCRATCH/static"
    "$CMAKE" --install "$SDK_BUILD" --prefix "$SCRATCH/static"
}

install_shared() {
    fresh "$SCRATCH/shared"
    "$CMAKE" -S "$SDK" -B "$SCRATCH/shared-build" "${quick[@]}" -DBUILD_SHARED_LIBS=ON \
        -DTELEMETRYFLOW_BUILD_{TESTS,APPS,EXAMPLES}=OFF
    "$CMAKE" --build "$SCRATCH/shared-build" -j 2
    "$CMAKE" --install "$SCRATCH/shared-build" --prefix "$SCRATCH/shared"
    expect_hidden "$(find "$SCRATCH/shared" -name libtelemetryflow.so)"
}

# Nothing of the layers below the public headers is in the library's interface.
expect_hidden() {
    local shown
    shown="$(nm -DC --defined-only "$1" |
        grep -E ' [TDBRVW] .*telemetryflow::(pipeline|infrastructure|composition|config|resource)::' || true)"
    [ -z "$shown" ] || fail "the shared library shows what is private: $(head -n 3 <<<"$shown")"
    nm -DC --defined-only "$1" | grep 'telemetryflow::TelemetryFlowClient::initialize' >/dev/null ||
        fail "the shared library does not show the client"
}

# find_package <static|shared>
find_package() {
    local build="$SCRATCH/find-package-$1"
    fresh "$build"
    "$CMAKE" -S "$consumer" -B "$build" "${quick[@]}" -DCMAKE_PREFIX_PATH="$SCRATCH/$1" -DSDK_VERSION="$SDK_VERSION"
    "$CMAKE" --build "$build"
    expect_version "$build/consumer"
    case "$1" in
        static)
            ! needs "$build/consumer" libtelemetryflow || fail "it needs a shared SDK"
            local library
            for library in spdlog fmt glog boost sqlite3 hiredis pqxx pq yaml-cpp; do
                ! needs "$build/consumer" "lib$library[_.0-9-]" || fail "the SDK alone needs lib$library"
            done
            ;;
        shared)
            needs "$build/consumer" "libtelemetryflow\.so\.${SDK_VERSION%.*}\]" ||
                fail "it does not need libtelemetryflow.so.${SDK_VERSION%.*}"
            ! needs "$build/consumer" libcurl || fail "a shared SDK's user links libcurl"
            ;;
    esac
}

# Every example as a project of its own, unless a library that it asks for is missing here. Without arguments and the
# variables that they need its programs say so and end with 2.
examples_alone() {
    local build="$SCRATCH/examples" folder name program
    for folder in "$SDK"/examples/*/; do
        has_components "$folder" || continue
        name="$(basename "$folder")"
        fresh "$build/$name"
        # A copy, so that nothing of the checkout around it can help.
        cp -r "$folder" "$build/$name/source"
        "$CMAKE" -S "$build/$name/source" -B "$build/$name/build" "${quick[@]}" -DCMAKE_PREFIX_PATH="$SCRATCH/static"
        "$CMAKE" --build "$build/$name/build"
        for program in "$build/$name/build"/example_*; do
            local status=0
            env -u TELEMETRYFLOW_API_KEY_ID -u TELEMETRYFLOW_API_KEY_SECRET "$program" || status=$?
            [ $status -eq 2 ] || fail "$program ended with $status"
        done
    done
    [ -e "$build/basic/build/example_basic" ] || fail "no examples were found in $SDK/examples"
}

# has_components <folder of an example>: whether those that its find_package() asks for can be used here.
has_components() {
    local component
    for component in $(sed -n 's/.*find_package(TelemetryFlow.* COMPONENTS \(.*\))/\1/p' "$1/CMakeLists.txt"); do
        case " sdk $COMPONENTS " in *" $component "*) ;; *) return 1 ;; esac
    done
}

find_package_refuses() {
    local build="$SCRATCH/find-package-refuses"
    fresh "$build"
    ! "$CMAKE" -S "$consumer" -B "$build" "${quick[@]}" -DCMAKE_PREFIX_PATH="$SCRATCH/static" -DSDK_VERSION=0.0.1 \
        >"$build.log" 2>&1 || fail "it was found although another minor version was wanted"
    grep -q "$SDK_VERSION" "$build.log" || fail "the message does not name the version that is there"
    fresh "$build"
    ! "$CMAKE" -S "$consumer" -B "$build" "${quick[@]}" -DCMAKE_PREFIX_PATH="$SCRATCH/static" \
        -DSDK_COMPONENTS=nonsense >"$build.log" 2>&1 || fail "it was found although a component is missing"
    grep -q nonsense "$build.log" || fail "the message does not name the missing component"
}

# Components and the file that each library's find_package would have to find.
component_packages() {
    cat <<'TEXT'
beast Boost
boost_log Boost
crow Crow
config_file yaml-cpp
curl CURL
drogon Drogon
glog glog
grpc gRPC
hiredis hiredis
httplib httplib
opentelemetry OpenTelemetryApi
poco Poco
pqxx libpqxx
prometheus httplib
spdlog spdlog
sqlite SQLite3
TEXT
}

# components <static|shared>: every component that this machine has the library of, found and used by itself.
components() {
    local build="$SCRATCH/components-$1" name
    fresh "$build"
    "$CMAKE" -S "$SDK/tests/packaging/components" -B "$build" "${quick[@]}" -DCMAKE_PREFIX_PATH="$SCRATCH/$1" \
        -DSDK_VERSION="$SDK_VERSION" "-DCOMPONENTS=${COMPONENTS// /;}"
    "$CMAKE" --build "$build" -j 2
    for name in $COMPONENTS; do expect_version "$build/$name/$name"; done
}

# Where a library is missing, the SDK is found all the same, the component is not, and the message names both.
components_without_libraries() {
    local build="$SCRATCH/components-without" component package none=()
    while read -r component package; do
        [ "$package" = CURL ] || none+=("-DCMAKE_DISABLE_FIND_PACKAGE_$package=ON")
    done < <(component_packages)
    fresh "$build"
    "$CMAKE" -S "$consumer" -B "$build" "${quick[@]}" -DCMAKE_PREFIX_PATH="$SCRATCH/static" "${none[@]}" \
        -DSDK_VERSION="$SDK_VERSION" || fail "the SDK alone was not found without the components' libraries"
    while read -r component package; do
        [ "$package" = CURL ] && continue
        fresh "$build"
        ! "$CMAKE" -S "$consumer" -B "$build" "${quick[@]}" -DCMAKE_PREFIX_PATH="$SCRATCH/static" "${none[@]}" \
            -DSDK_COMPONENTS="$component" >"$build.log" 2>&1 || fail "$component was found without its library"
        grep -q "component $component" "$build.log" || fail "the message does not name the component $component"
        tr -s ' \n' ' ' <"$build.log" | grep -q "find_package($package" || fail "the message does not name $package"
    done < <(component_packages)
}

# compile_with_pkg_config <prefix> <program> [compiler option...]
compile_with_pkg_config() {
    local prefix="$1" program="$2" directory
    shift 2
    directory="$(dirname "$(find "$prefix" -name telemetryflow.pc)")"
    export PKG_CONFIG_PATH="$directory"
    [ "$(pkg-config --modversion telemetryflow)" = "$SDK_VERSION" ] || fail "pkg-config names another version"
    # shellcheck disable=SC2046  # one word for each flag
    "$CXX" -std=c++20 -O0 "$consumer/main.cpp" -o "$program" $(pkg-config --cflags --libs telemetryflow) "$@"
}

# Also proves that an installed tree may be moved.
pkg_config_static() {
    rm -rf "$SCRATCH/moved"
    cp -r "$SCRATCH/static" "$SCRATCH/moved"
    compile_with_pkg_config "$SCRATCH/moved" "$SCRATCH/pkg-config-static"
    expect_version "$SCRATCH/pkg-config-static"
}

# pkg_config_config_file <static|shared>: a program that reads a file with what pkg-config says and nothing else.
pkg_config_config_file() {
    local library
    library="$(dirname "$(find "$SCRATCH/$1" -name telemetryflow-config-file.pc)")"
    export PKG_CONFIG_PATH="$library"
    # shellcheck disable=SC2046  # one word for each flag
    "$CXX" -std=c++20 -O0 "$SDK/tests/packaging/components/config_file.cpp" -o "$SCRATCH/pkg-config-file-$1" \
        $(pkg-config --cflags --libs telemetryflow-config-file) "-Wl,-rpath,$(dirname "$library")"
    expect_version "$SCRATCH/pkg-config-file-$1"
}

pkg_config_shared() {
    local library
    library="$(dirname "$(find "$SCRATCH/shared" -name libtelemetryflow.so)")"
    compile_with_pkg_config "$SCRATCH/shared" "$SCRATCH/pkg-config-shared" "-Wl,-rpath,$library"
    expect_version "$SCRATCH/pkg-config-shared"
    ! pkg-config --libs telemetryflow | grep -- -lcurl >/dev/null || fail "a shared SDK's user is told to link libcurl"
}

pkg_config_absolute() {
    local build="$SCRATCH/absolute"
    fresh "$build"
    "$CMAKE" -S "$SDK" -B "$build" "${quick[@]}" -DTELEMETRYFLOW_BUILD_{TESTS,APPS,EXAMPLES}=OFF \
        -DCMAKE_INSTALL_PREFIX=/opt/sdk -DCMAKE_INSTALL_LIBDIR=/opt/elsewhere/lib \
        -DCMAKE_INSTALL_INCLUDEDIR=/opt/elsewhere/include
    export PKG_CONFIG_PATH="$build"
    [ "$(pkg-config --variable=libdir telemetryflow)" = /opt/elsewhere/lib ] || fail "libdir is not the one asked for"
    [ "$(pkg-config --variable=includedir telemetryflow)" = /opt/elsewhere/include ] ||
        fail "includedir is not the one asked for"
}

add_subdirectory() {
    local build="$SCRATCH/add-subdirectory"
    fresh "$build"
    "$CMAKE" -S "$consumer" -B "$build" "${quick[@]}" -DSDK_SOURCE="$SDK" -DCMAKE_INSTALL_PREFIX="$build/installed"
    "$CMAKE" --build "$build" -j 2
    expect_version "$build/consumer"
    [ -z "$(find "$build" -name 'libtelemetryflow_*')" ] || fail "components are built that nobody links"
    "$CMAKE" --install "$build"
    [ ! -e "$build/installed" ] || fail "the SDK installed itself with a user's project"
}

# A component that is compiled is compiled with the project that links it.
add_subdirectory_component() {
    local build="$SCRATCH/add-subdirectory-component"
    fresh "$build"
    "$CMAKE" -S "$consumer" -B "$build" "${quick[@]}" -DSDK_SOURCE="$SDK" -DSDK_LINKS=config_file \
        -DSDK_PROGRAM="$SDK/tests/packaging/components/config_file.cpp"
    "$CMAKE" --build "$build" -j 2
    expect_version "$build/consumer"
}

"$@"
