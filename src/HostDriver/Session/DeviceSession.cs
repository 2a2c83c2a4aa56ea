using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Pipes;
using FpgaSeg.HostDriver.Transports;
using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.HostDriver.Session;

/// <summary>An open board: who it is, and the images sent to it. Not for use by two threads at once.</summary>
public sealed class DeviceSession : IAsyncDisposable
{
    /// <summary>Room for the longest frame and little more, so that an acknowledgement does not stand behind a whole window.</summary>
    private const int PumpBytes = 16 * 1024;
    private static readonly TimeSpan FarewellDeadline = TimeSpan.FromMilliseconds(100);
    private readonly DeviceLine _device;
    private readonly LineParts _line;
    private readonly StreamRun _run;

    private DeviceSession(DeviceLine device, LineParts line, StreamRun run) => (_device, _line, _run) = (device, line, run);

    /// <summary>What the board said of itself.</summary>
    public HelloReply Board => _run.Board;

    /// <summary>Bits per second of the line, where it has such a rate.</summary>
    public int? Baud => _device.Baud;

    /// <summary>The device, for people.</summary>
    public string Device => _device.Pipe.Description;

    /// <summary>What came over the line so far.</summary>
    public DecoderCounters Received => _line.Decoder.Counters;

    /// <summary>Opens the device of <paramref name="url"/>, says HELLO and checks the answer. Errors: FS41xx, FS42xx.</summary>
    /// <exception cref="OperationCanceledException">The cancellation came first.</exception>
    public static async Task<Result<DeviceSession>> OpenAsync(
        string url, SessionExpectations? expectations = null, SessionOptions? options = null, CancellationToken cancellation = default)
    {
        var device = await TransportCatalogue.OpenAsync(url, cancellation);
        return device.IsOk
            ? await OpenAsync(device.Value, expectations, options, cancellation)
            : Result<DeviceSession>.Fail(device.Errors);
    }

    /// <summary>The same on a line that is open; takes it over and closes it on failure.</summary>
    public static async Task<Result<DeviceSession>> OpenAsync(
        DeviceLine device, SessionExpectations? expectations = null, SessionOptions? options = null, CancellationToken cancellation = default)
    {
        var pump = new DuplexPump(device.Pipe, PumpBytes, CancellationToken.None);
        var line = new LineParts(device.Pipe.Description, pump, new FrameDecoder(), new FrameWriter());
        var settings = (expectations ?? new SessionExpectations(), options ?? new SessionOptions());
        Result<Handshake.Opened>? opened = null;
        try
        {
            opened = await Handshake.RunAsync(line, settings.Item1, settings.Item2, cancellation);
            return opened.Then<DeviceSession>(o => new DeviceSession(device, line, new StreamRun(line, o, device.Baud, settings.Item1, settings.Item2)));
        }
        finally
        {
            if (opened is not { IsOk: true })
            {
                await pump.DisposeAsync();
                await device.Pipe.DisposeAsync();
            }
        }
    }

    /// <summary>
    /// Sends the images and reports what became of each, in order, as soon as it is known. A failed image does not end the run;
    /// a line that is gone does.
    /// </summary>
    /// <returns>Null when every image was reported; else why the run ended early.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled; what was reported stays valid.</exception>
    public async Task<Diagnostic?> RunAsync(IEnumerable<StreamImage> images, Action<FrameResult> report, CancellationToken cancellation = default) =>
        // The run may end in a thread of the line, which is not for what the caller does next.
        await _run.RunAsync(images, report, cancellation).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    /// <summary>Sends one image.</summary>
    public async Task<FrameResult> SendAsync(string name, byte[] image, CancellationToken cancellation = default)
    {
        FrameResult? result = null;
        var error = await RunAsync([new StreamImage(name, () => image)], r => result = r, cancellation);
        return result ?? FrameResult.Failed(name, error!);
    }

    /// <summary>Ends the session on the board, if the line still takes bytes, and closes the line.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_line.Pump.Room.Length >= LinkConstants.FrameOverhead)
        {
            _line.Pump.Queue(_line.Writer.Write(_line.Pump.Room, default(Reset)));
            await _line.Pump.FlushAsync(FarewellDeadline);
        }

        await _line.Pump.DisposeAsync();
        await _device.Pipe.DisposeAsync();
    }
}
