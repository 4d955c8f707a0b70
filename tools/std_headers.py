"""Names of the headers that come with the compiler and the operating system; every other is a third party's."""

STD_HEADERS = frozenset(
    """
    algorithm any array atomic barrier bit bitset charconv chrono codecvt compare complex concepts condition_variable
    coroutine deque exception execution filesystem format forward_list fstream functional future initializer_list
    iomanip ios iosfwd iostream istream iterator latch limits list locale map memory memory_resource mutex new numbers
    numeric optional ostream queue random ranges ratio regex scoped_allocator semaphore set shared_mutex
    source_location span sstream stack stdexcept stop_token streambuf string string_view strstream syncstream
    system_error thread tuple type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant
    vector version
    cassert cctype cerrno cfenv cfloat cinttypes climits clocale cmath csetjmp csignal cstdarg cstddef cstdint cstdio
    cstdlib cstring ctime cuchar cwchar cwctype
    """.split()
)

SYSTEM_HEADERS = frozenset(
    """
    arm_acle.h cpuid.h cxxabi.h dirent.h dlfcn.h elf.h endian.h errno.h execinfo.h fcntl.h getopt.h grp.h ifaddrs.h
    immintrin.h inttypes.h libgen.h limits.h link.h locale.h malloc.h math.h netdb.h nmmintrin.h poll.h pthread.h
    pwd.h sched.h semaphore.h signal.h spawn.h stdarg.h stddef.h stdint.h stdio.h stdlib.h string.h strings.h
    syslog.h termios.h threads.h time.h ucontext.h unistd.h utime.h wchar.h x86intrin.h
    """.split()
)
