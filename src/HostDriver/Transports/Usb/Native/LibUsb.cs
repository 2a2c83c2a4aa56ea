using System.Reflection;
using System.Runtime.InteropServices;

namespace FpgaSeg.HostDriver.Transports.Usb.Native;

/// <summary>The calls of libusb 1.0 that the USB transport makes. Ask <see cref="IsPresent"/> first.</summary>
internal static unsafe partial class LibUsb
{
    private const string Library = "libusb-1.0";

    /// <summary>Whether the library is on this machine; finds it under the name that it has there.</summary>
    public static bool IsPresent { get; } = Load();

    /// <summary>The library's sentence for an error number.</summary>
    public static string Describe(int error) => Marshal.PtrToStringUTF8(ErrorText(error)) ?? $"libusb error {error}";

    [LibraryImport(Library, EntryPoint = "libusb_init")]
    public static partial int Init(out nint context);

    [LibraryImport(Library, EntryPoint = "libusb_exit")]
    public static partial void Exit(nint context);

    [LibraryImport(Library, EntryPoint = "libusb_get_device_list")]
    public static partial nint GetDeviceList(nint context, out nint* list);

    [LibraryImport(Library, EntryPoint = "libusb_free_device_list")]
    public static partial void FreeDeviceList(nint* list, int dropReferences);

    [LibraryImport(Library, EntryPoint = "libusb_get_device_descriptor")]
    public static partial int GetDeviceDescriptor(nint device, out DeviceDescriptor descriptor);

    [LibraryImport(Library, EntryPoint = "libusb_get_active_config_descriptor")]
    public static partial int GetActiveConfiguration(nint device, out ConfigurationDescriptor* configuration);

    [LibraryImport(Library, EntryPoint = "libusb_free_config_descriptor")]
    public static partial void FreeConfiguration(ConfigurationDescriptor* configuration);

    [LibraryImport(Library, EntryPoint = "libusb_open")]
    public static partial int Open(nint device, out nint handle);

    [LibraryImport(Library, EntryPoint = "libusb_close")]
    public static partial void Close(nint handle);

    [LibraryImport(Library, EntryPoint = "libusb_get_string_descriptor_ascii")]
    public static partial int GetString(nint handle, byte index, Span<byte> target, int length);

    [LibraryImport(Library, EntryPoint = "libusb_set_auto_detach_kernel_driver")]
    public static partial int SetAutoDetach(nint handle, int enable);

    [LibraryImport(Library, EntryPoint = "libusb_claim_interface")]
    public static partial int Claim(nint handle, int number);

    [LibraryImport(Library, EntryPoint = "libusb_release_interface")]
    public static partial int Release(nint handle, int number);

    [LibraryImport(Library, EntryPoint = "libusb_clear_halt")]
    public static partial int ClearHalt(nint handle, byte endpoint);

    [LibraryImport(Library, EntryPoint = "libusb_control_transfer")]
    public static partial int Control(
        nint handle, byte requestType, byte request, ushort value, ushort index, byte* data, ushort length, uint timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "libusb_alloc_transfer")]
    public static partial NativeTransfer* AllocateTransfer(int isochronousPackets);

    [LibraryImport(Library, EntryPoint = "libusb_free_transfer")]
    public static partial void FreeTransfer(NativeTransfer* transfer);

    [LibraryImport(Library, EntryPoint = "libusb_submit_transfer")]
    public static partial int Submit(NativeTransfer* transfer);

    [LibraryImport(Library, EntryPoint = "libusb_cancel_transfer")]
    public static partial int Cancel(NativeTransfer* transfer);

    [LibraryImport(Library, EntryPoint = "libusb_handle_events_timeout_completed")]
    public static partial int HandleEvents(nint context, in TimeValue timeout, nint completed);

    [LibraryImport(Library, EntryPoint = "libusb_interrupt_event_handler")]
    public static partial void InterruptEvents(nint context);

    [LibraryImport(Library, EntryPoint = "libusb_strerror")]
    private static partial nint ErrorText(int error);

    private static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(LibUsb).Assembly, Resolve);
        return Resolve(Library, typeof(LibUsb).Assembly, null) != 0;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
            return 0;
        var file = OperatingSystem.IsWindows() ? "libusb-1.0.dll" : OperatingSystem.IsMacOS() ? "libusb-1.0.0.dylib" : "libusb-1.0.so.0";
        return NativeLibrary.TryLoad(file, assembly, path, out var handle) ? handle : 0;
    }
}
