using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Pipes;
using FpgaSeg.VirtualBoard.Board;
using FpgaSeg.VirtualBoard.Compiled;
using FpgaSeg.VirtualBoard.Design;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.VirtualBoard;

/// <summary>A virtual board that is switched on: it serves one host after another until it is disposed.</summary>
public sealed class VirtualBoardHost : IAsyncDisposable
{
    private readonly IBoardListener _listener;
    private readonly IAsyncDisposable? _engine;
    private readonly CancellationTokenSource _off;

    private VirtualBoardHost(IBoardListener listener, BoardServer server, IAsyncDisposable? engine, Func<IBytePipe, IBytePipe> line, CancellationToken cancellation)
    {
        (_listener, _engine) = (listener, engine);
        _off = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Completion = Task.Run(() => RunAsync(server, line), CancellationToken.None);
    }

    /// <summary>What the host opens: the path of the terminal or of its link, or localhost:port.</summary>
    public string Address => _listener.Address;

    /// <summary>The device URL for 'stream' and 'verify'.</summary>
    public string DeviceUrl => _listener is TcpBoardListener ? $"tcp:{Address}" : $"serial:{Address}";

    /// <summary>Ends when the board is switched off or its line was broken on purpose.</summary>
    public Task Completion { get; }

    /// <summary>Compiles the design and serves it. Errors: FS4511, FS4512, FS4521, FS4522.</summary>
    public static async Task<Result<VirtualBoardHost>> StartAsync(DesignFolder design, VirtualBoardOptions options, CancellationToken cancellation = default)
    {
        var compiled = await CompiledDesign.BuildAsync(design, cancellation);
        if (!compiled.IsOk)
            return Result<VirtualBoardHost>.Fail(compiled.Errors);
        var identity = BoardIdentity.Of(design.Manifest, IsPaced(options));
        var host = Start(identity, compiled.Value, options, cancellation);
        if (!host.IsOk)
            await compiled.Value.DisposeAsync();
        return host;
    }

    /// <summary>Serves any engine under any identity; disposes the engine with itself when it can be. Errors: FS4521, FS4522.</summary>
    public static Result<VirtualBoardHost> Start(
        BoardIdentity identity, IInferenceEngine engine, VirtualBoardOptions options, CancellationToken cancellation = default)
    {
        var listener = options.TcpPort is { } port
            ? TcpBoardListener.Create(port).Then<IBoardListener>(l => l)
            : PseudoTerminal.Create(options.UartLink).Then<IBoardListener>(l => l);
        return listener.Then<VirtualBoardHost>(l => new VirtualBoardHost(
            l, new BoardServer(identity, engine, options.Log), engine as IAsyncDisposable, pipe => Line(pipe, l, options), cancellation));
    }

    /// <summary>Whether bytes will take the time of a real line.</summary>
    public static bool IsPaced(VirtualBoardOptions options) => (options.Rate.FixedBaud ?? (options.TcpPort is null ? 1 : 0)) > 0;

    /// <summary>Switches the board off: the host sees the line close.</summary>
    public async ValueTask DisposeAsync()
    {
        await _off.CancelAsync();
        await Completion;
        _off.Dispose();
    }

    private static IBytePipe Line(IBytePipe pipe, IBoardListener listener, VirtualBoardOptions options)
    {
        if (IsPaced(options))
            pipe = new PacedPipe(pipe, () => options.Rate.FixedBaud ?? listener.HostBaud);
        return options.Fault is null ? pipe : new FaultyPipe(pipe, options.Fault);
    }

    private async Task RunAsync(BoardServer server, Func<IBytePipe, IBytePipe> line)
    {
        try
        {
            string reason;
            do
            {
                await using var pipe = line(await _listener.AcceptAsync(_off.Token));
                reason = await server.ServeAsync(pipe, _off.Token);
            }
            while (reason != FaultyPipe.Broken);
        }
        catch (OperationCanceledException)
        {
            // Switched off.
        }
        finally
        {
            await _listener.DisposeAsync();
            if (_engine is not null)
                await _engine.DisposeAsync();
        }
    }
}
