"""What Windows 10 and 11 (64 bits) have of their own, and what is built into Python for Windows."""

from __future__ import annotations

_LIBRARIES = """
advapi32 authz bcrypt bcryptprimitives cabinet combase comctl32 comdlg32 crypt32 cryptbase d2d1 d3d11 d3d12 d3d9
dnsapi dwmapi dwrite dxgi gdi32 imm32 iphlpapi kernel32 kernelbase mpr msi msimg32 msvcrt mswsock ncrypt
netapi32 ntdll ole32 oleaut32 powrprof propsys psapi rpcrt4 secur32 setupapi shcore shell32 shlwapi
uiautomationcore user32 userenv uxtheme version winhttp winmm ws2_32 wtsapi32
"""
LIBRARIES = frozenset(_LIBRARIES.split()) | {"winspool.drv"}
"""Libraries of every edition since Windows 10 1809, without “.dll”. The runtimes of Visual C++ (vcruntime140, msvcp140
and so on) are none of them: they must come along. Nor are mf*, wmvcore …, which the N editions do not have."""

_TOO_NEW = """
GetTempPath2A GetTempPath2W IsWow64GuestMachineSupported GetMachineTypeAttributes GetProcessInformationEx
GetDpiForMonitorInternal SetThreadSelectedCpuSetMasks SetProcessDefaultCpuSetMasks GetThreadEnabledXStateFeatures
CreateIoRing BuildIoRingReadFile SubmitIoRing PopIoRingCompletion NtReadVirtualMemoryEx RaiseCustomSystemEventTrigger
SetProcessDynamicEnforcedCetCompatibleRanges SetProcessDynamicEHContinuationTargets InitializeContext2
GetNumaNodeProcessorMask2 ReleasePackageVirtualizationContext OpenPackageInfoByFullNameForMachine WcsToggleAdvancedColor
DCompositionBoostCompositorClock DCompositionWaitForCompositorClock D3D12GetInterfaceForVersion DeriveAppContainerSid
IsApiSetImplementedEx GetPackageGraphRevisionId TryCreatePackageDependency AddPackageDependency
"""
TOO_NEW = frozenset(_TOO_NEW.split())
"""Functions that Windows has only since some version after 1809: who asks for one does not start on older PCs."""

API_SETS = ("api-ms-win-crt-", "api-ms-win-core-", "api-ms-win-shcore-")
"""Beginnings of the names behind which Windows keeps its parts; the C runtime (ucrt) belongs to Windows 10."""

_BUILT_IN = """
_abc _ast _bisect _blake2 _codecs _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw
_collections _contextvars _csv _datetime _functools _heapq _imp _io _json _locale _lsprof _md5 _multibytecodec
_opcode _operator _pickle _random _sha1 _sha256 _sha3 _sha512 _signal _sre _stat _statistics _string _struct
_symtable _thread _tokenize _tracemalloc _typing _warnings _weakref _winapi _xxsubinterpreters array atexit
audioop binascii builtins cmath errno faulthandler gc itertools marshal math mmap msvcrt nt sys time winreg
xxsubtype zlib os.path
"""
BUILT_IN = frozenset(_BUILT_IN.split())
"""sys.builtin_module_names of CPython 3.11 for Windows, and os.path, which os makes."""


def is_its_own(library: str) -> bool:
    """Say whether a library, as it is named in an import, is Windows' own."""
    name = library.lower()
    return name.startswith(API_SETS) or name.removesuffix(".dll") in LIBRARIES
