/* Starts the program: loads python\python311.dll beside this file and runs `-m fupin_desktop` in it.
 *
 * One source, two programs: FupinDesktop.exe (the window, no console) and fupin.exe (-DCONSOLE, the command line).
 * Since Python runs inside this process, Windows sees one program with its own name and icon: no AppUserModelID is
 * set, so that the taskbar groups the window with the shortcuts. */
#define _WIN32_WINNT 0x0A00
#include <windows.h>
#include <shellapi.h>
#include <stdlib.h>
#include <wchar.h>

#define LONG_PATH 32768
#define TITLE L"乡镇扶贫工作台"
#define MUTEX L"FupinDesktop"
#define COMMAND_MUTEX L"FupinDesktop.Command"
#define CANNOT_START 3
#ifndef LONGEST
#define LONGEST 120
#endif

typedef int (*PythonMain)(int, wchar_t **);

static wchar_t folder[LONG_PATH], python[LONG_PATH + 64], library[LONG_PATH + 64], runtime[LONG_PATH + 64], message[LONG_PATH + 1024];

/* Says one sentence: in a box, or on the error output of the command line. */
static int say(const wchar_t *sentence) {
#ifdef CONSOLE
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    DWORD mode, written;
    if (GetConsoleMode(out, &mode)) {
        WriteConsoleW(out, sentence, (DWORD)wcslen(sentence), &written, NULL);
        WriteConsoleW(out, L"\r\n", 2, &written, NULL);
    } else {
        static char bytes[LONG_PATH * 3];
        int length = WideCharToMultiByte(CP_UTF8, 0, sentence, -1, bytes, sizeof bytes - 2, NULL, NULL) - 1;
        bytes[length] = '\n';
        WriteFile(out, bytes, (DWORD)length + 1, &written, NULL);
    }
#else
    MessageBoxW(NULL, sentence, TITLE, MB_ICONERROR | MB_OK | MB_SETFOREGROUND);
#endif
    return CANNOT_START;
}

static int say_with(const wchar_t *before, const wchar_t *name, const wchar_t *after) {
    _snwprintf(message, sizeof message / sizeof *message - 1, L"%ls%ls%ls", before, name, after);
    return say(message);
}

/* The version that Windows really has; GetVersionEx says what the manifest wants to hear. */
static int is_old_windows(void) {
    typedef LONG(WINAPI * Asked)(OSVERSIONINFOW *);
    OSVERSIONINFOW version;
    Asked ask = (Asked)(void *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion");
    version.dwOSVersionInfoSize = sizeof version;
    return ask && ask(&version) == 0 && version.dwMajorVersion < 10;
}

static int exists(const wchar_t *path) { return GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES; }

/* A path this long opens only where Windows was told to allow long paths. */
static int is_too_long(void) {
    DWORD allowed = 0, size = sizeof allowed;
    if (wcslen(folder) + 1 + LONGEST < MAX_PATH) return 0;
    RegGetValueW(HKEY_LOCAL_MACHINE, L"SYSTEM\\CurrentControlSet\\Control\\FileSystem", L"LongPathsEnabled",
                 RRF_RT_REG_DWORD, NULL, &allowed, &size);
    return !allowed;
}

/* The setup asks for these names before it changes anything: one says that a window is open, one that a command runs. */
static void hold_mutex(int count, wchar_t **words) {
    size_t length = count == 2 ? wcslen(words[1]) : 0;
    int window = count == 1 || (length > 6 && !_wcsicmp(words[1] + length - 6, L".fupin"));
    CreateMutexW(NULL, FALSE, window ? MUTEX : COMMAND_MUTEX);
}

static int load(HMODULE *loaded) {
    if (!exists(library))
        return say_with(L"程序文件不全：缺少 ", library, L"。请重新运行安装程序；办公室的数据不受影响。");
    *loaded = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    /* Packages ask for this runtime by its name and find it nowhere on a PC without Visual C++, since Windows looks
     * beside this program and not in python\: once loaded, it is there for all of them. */
    if (*loaded && LoadLibraryExW(runtime, NULL, LOAD_WITH_ALTERED_SEARCH_PATH)) return 0;
    if (GetLastError() == ERROR_MOD_NOT_FOUND)
        return say(L"程序文件不全：python 文件夹里缺少运行库（如 vcruntime140.dll），可能被杀毒软件隔离。"
                   L"请在杀毒软件里恢复并信任本程序，或重新运行安装程序；办公室的数据不受影响。");
    return say_with(L"程序文件损坏或被阻止：", library, L" 打不开。请在杀毒软件里信任本程序，"
                    L"或重新运行安装程序；办公室的数据不受影响。");
}

static int start(int count, wchar_t **words) {
    HMODULE module = NULL;
    wchar_t **given = calloc((size_t)count + 6, sizeof *given), *end;
    int n = 0, failed;
    GetModuleFileNameW(NULL, folder, LONG_PATH);
    if ((end = wcsrchr(folder, L'\\'))) *end = 0;
    if (is_old_windows()) return say(L"这台电脑的 Windows 版本太旧：本程序需要 64 位的 Windows 10 或更高版本。");
    if (is_too_long())
        return say_with(L"程序所在的文件夹路径太长：", folder, L"。请把程序文件夹移到较短的路径，例如 D:\\FupinDesktop。");
    _snwprintf(python, LONG_PATH + 63, L"%ls\\python\\pythonw.exe", folder);
    _snwprintf(library, LONG_PATH + 63, L"%ls\\python\\python311.dll", folder);
    _snwprintf(runtime, LONG_PATH + 63, L"%ls\\python\\vcruntime140_1.dll", folder);
    if ((failed = load(&module))) return failed;
    PythonMain run = (PythonMain)(void *)GetProcAddress(module, "Py_Main");
    if (!run || !given) return say(L"程序文件损坏：python311.dll 不完整。请重新运行安装程序；办公室的数据不受影响。");
    SetEnvironmentVariableW(L"FUPIN_PROGRAM", folder);
    hold_mutex(count, words);
    given[n++] = python;
    given[n++] = L"-B";
    given[n++] = L"-X";
    given[n++] = L"utf8";
    given[n++] = L"-m";
    given[n++] = L"fupin_desktop";
    for (int i = 1; i < count; i++) given[n++] = words[i];
    return run(n, given);
}

#ifdef CONSOLE
int wmain(int count, wchar_t **words) { return start(count, words); }
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE none, PWSTR line, int show) {
    int count;
    (void)self, (void)none, (void)line, (void)show;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count);
    return start(count, words);
}
#endif
