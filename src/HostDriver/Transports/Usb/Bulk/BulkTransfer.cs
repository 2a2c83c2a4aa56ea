using System.Runtime.InteropServices;
using FpgaSeg.HostDriver.Transports.Usb.Native;

namespace FpgaSeg.HostDriver.Transports.Usb.Bulk;

/// <summary>One asynchronous transfer with memory of its own, used again and again.</summary>
internal sealed unsafe class BulkTransfer : IDisposable
{
    private const byte BulkType = 2;
    private readonly NativeTransfer* _native;
    private readonly byte* _memory;
    private readonly int _capacity;
    private readonly Action<BulkTransfer> _ended;
    private GCHandle _self;

    /// <param name="device">libusb's handle.</param>
    /// <param name="endpoint">Address of the endpoint.</param>
    /// <param name="capacity">Bytes of its memory: whole packets.</param>
    /// <param name="ended">Called on the event thread when it ended, well or not.</param>
    public BulkTransfer(nint device, byte endpoint, int capacity, Action<BulkTransfer> ended)
    {
        (_capacity, _ended) = (capacity, ended);
        _memory = (byte*)NativeMemory.Alloc((nuint)capacity);
        _self = GCHandle.Alloc(this);
        _native = LibUsb.AllocateTransfer(0);
        *_native = new NativeTransfer
        {
            Handle = device,
            Endpoint = endpoint,
            Type = BulkType,
            Callback = &OnEnded,
            UserData = GCHandle.ToIntPtr(_self),
        };
    }

    /// <summary>All of its memory.</summary>
    public Span<byte> Memory => new(_memory, _capacity);

    /// <summary>First byte of its memory that is still to be sent, or to be read.</summary>
    public int Start { get; set; }

    /// <summary>Byte behind the last one.</summary>
    public int End { get; set; }

    /// <summary>Its place among all transfers that were filled.</summary>
    public long Number { get; set; }

    public TransferStatus Status => _native->Status;

    /// <summary>Bytes that the last submission moved.</summary>
    public int Moved => _native->ActualLength;

    /// <summary>Starts moving the bytes from <see cref="Start"/> to <see cref="End"/>; 0 or libusb's error.</summary>
    public int Submit()
    {
        _native->Buffer = _memory + Start;
        (_native->Length, _native->ActualLength) = (End - Start, 0);
        return LibUsb.Submit(_native);
    }

    /// <summary>Asks for its end; it ends on the event thread all the same.</summary>
    public void Cancel() => _ = LibUsb.Cancel(_native);

    /// <summary>Frees it; it must not be in flight.</summary>
    public void Dispose()
    {
        LibUsb.FreeTransfer(_native);
        NativeMemory.Free(_memory);
        _self.Free();
    }

    [UnmanagedCallersOnly]
    private static void OnEnded(NativeTransfer* native)
    {
        var transfer = (BulkTransfer)GCHandle.FromIntPtr(native->UserData).Target!;
        transfer._ended(transfer);
    }
}
