/* Test only: Wine 8 has no Windows.UI.ViewManagement.UISettings, without which Qt 6 does not open a window.
 *
 * One object answers for UISettings and UISettings2..6: light colours, usual sizes, no events. A WinRT method is a
 * COM method: HRESULT f(this, ...). Each table below is one interface, in the order of windows.ui.viewmanagement.idl.
 */
#include <windows.h>

typedef struct { BYTE a, r, g, b; } Color;
typedef struct { void **interfaces[6]; void **factory; } Settings;

static Settings settings;

static const GUID UNKNOWN = {0, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
static const GUID INSPECTABLE = {0xAF86E2E0, 0xB12D, 0x4C6A, {0x9C, 0x5A, 0xD7, 0xAA, 0x65, 0x10, 0x1E, 0x90}};
static const GUID AGILE = {0x94EA2B94, 0xE9CC, 0x49E0, {0xC0, 0xFF, 0xEE, 0x64, 0xCA, 0x8F, 0x5B, 0x90}};
static const GUID FACTORY = {0x35, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
static const GUID SETTINGS[6] = {
    {0x85361600, 0x1C63, 0x4627, {0xBC, 0xB1, 0x3A, 0x89, 0xE0, 0xBC, 0x9C, 0x55}},
    {0xBAD82401, 0x2721, 0x44F9, {0xBB, 0x91, 0x2B, 0xB2, 0x28, 0xBE, 0x44, 0x2F}},
    {0x03021BE4, 0x5254, 0x4781, {0x81, 0x94, 0x51, 0x68, 0xF7, 0xD0, 0x6D, 0x7B}},
    {0x52BB3002, 0x919B, 0x4D6B, {0x9B, 0x78, 0x8D, 0xD6, 0x6F, 0xF4, 0xB9, 0x3B}},
    {0x5349D588, 0x0CB5, 0x5F05, {0xBD, 0x34, 0x70, 0x6B, 0x32, 0x31, 0xF0, 0xBD}},
    {0xAEF19BD7, 0xFE31, 0x5A04, {0xAD, 0xA4, 0x46, 0x9A, 0xAE, 0xC6, 0xDF, 0xA9}},
};

static HRESULT WINAPI query(void *self, const GUID *wanted, void **found)
{
    *found = NULL;
    if (IsEqualGUID(wanted, &FACTORY)) {
        *found = &settings.factory;
        return S_OK;
    }
    if (IsEqualGUID(wanted, &UNKNOWN) || IsEqualGUID(wanted, &INSPECTABLE) || IsEqualGUID(wanted, &AGILE)) {
        *found = self;
        return S_OK;
    }
    for (int i = 0; i < 6; i++) {
        if (IsEqualGUID(wanted, &SETTINGS[i])) {
            *found = &settings.interfaces[i];
            return S_OK;
        }
    }
    return E_NOINTERFACE;
}

static ULONG WINAPI count(void *self) { return 2; } /* AddRef, Release: it lives as long as the process */
static HRESULT WINAPI get_iids(void *self, ULONG *n, GUID **ids) { *n = 0; *ids = NULL; return S_OK; }
static HRESULT WINAPI get_name(void *self, void **name) { *name = NULL; return S_OK; }
static HRESULT WINAPI get_zero(void *self, int *value) { *value = 0; return S_OK; }
static HRESULT WINAPI get_true(void *self, BYTE *value) { *value = 1; return S_OK; }
static HRESULT WINAPI get_false(void *self, BYTE *value) { *value = 0; return S_OK; }
static HRESULT WINAPI get_half_second(void *self, UINT *value) { *value = 500; return S_OK; }
static HRESULT WINAPI get_one(void *self, UINT *value) { *value = 1; return S_OK; }
static HRESULT WINAPI get_size(void *self, float *size) { size[0] = size[1] = 17; return S_OK; }
static HRESULT WINAPI get_scale(void *self, double *scale) { *scale = 1.0; return S_OK; }
static HRESULT WINAPI add_handler(void *self, void *handler, INT64 *token) { *token = 1; return S_OK; }
static HRESULT WINAPI remove_handler(void *self, INT64 token) { return S_OK; }

static HRESULT WINAPI element_colour(void *self, int kind, Color *colour)
{
    *colour = (Color){255, 0, 0, 0};
    return S_OK;
}

static HRESULT WINAPI colour_value(void *self, int kind, Color *colour)
{
    static const Color background = {255, 255, 255, 255}, foreground = {255, 0, 0, 0}, accent = {255, 0, 0x78, 0xD4};
    *colour = kind == 0 ? background : kind == 1 ? foreground : accent;
    return S_OK;
}

static HRESULT WINAPI activate(void *self, void **instance)
{
    *instance = &settings.interfaces[0];
    return S_OK;
}

#define BASE (void *)query, (void *)count, (void *)count, (void *)get_iids, (void *)get_name, (void *)get_zero
static void *sizes[] = {BASE, get_zero, get_size, get_size, get_size, get_size, get_half_second, get_true, get_false,
                        get_half_second, get_one, get_half_second, get_half_second, element_colour};
static void *text_scale[] = {BASE, get_scale, add_handler, remove_handler};
static void *colours[] = {BASE, colour_value, add_handler, remove_handler};
static void *effects[] = {BASE, get_true, add_handler, remove_handler};
static void *scroll_bars[] = {BASE, get_true, add_handler, remove_handler};
static void *animations[] = {BASE, add_handler, remove_handler, add_handler, remove_handler};
static void *factory[] = {BASE, activate};

__declspec(dllexport) HRESULT WINAPI DllGetActivationFactory(void *name, void **found)
{
    settings = (Settings){{sizes, text_scale, colours, effects, scroll_bars, animations}, factory};
    *found = &settings.factory;
    return S_OK;
}

__declspec(dllexport) HRESULT WINAPI DllCanUnloadNow(void) { return S_FALSE; }
