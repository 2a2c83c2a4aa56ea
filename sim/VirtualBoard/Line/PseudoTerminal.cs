using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Pipes;
using FpgaSeg.Core.Pipes.Posix;

namespace FpgaSeg.VirtualBoard.Line;

/// <summary>
/// A pseudo-terminal of Linux: the host opens the slave like a serial port, the board holds the master. It is raw from the start, and stays
/// when the host closes it. The board opens no slave of its own, so that it sees the host hang up.
/// </summary>
public sealed class PseudoTerminal : IBoardListener
{
    private const nuint GetNumber = 0x80045430;
    private const nuint SetLock = 0x40045431;
    private const int InitialBaud = 115_200;
    private const int Flags = LibC.ReadWrite | LibC.NoControllingTerminal | LibC.NonBlocking | LibC.CloseOnExec;
    private static readonly TimeSpan HostWatchInterval = TimeSpan.FromMilliseconds(5);
    private readonly int _master;
    private readonly string? _link;
    private int _isClosed;

    private PseudoTerminal(int master, string slave, string? link) => (_master, SlavePath, _link) = (master, slave, link);

    /// <summary>The terminal itself: /dev/pts/N.</summary>
    public string SlavePath { get; }

    /// <summary>The link if one was asked for, else the terminal.</summary>
    public string Address => _link ?? SlavePath;

    public int HostBaud => _isClosed == 0 && Termios2.TryGet(_master, out var settings) ? settings.Baud : 0;

    /// <summary>Makes a terminal and, when <paramref name="link"/> is given, a symbolic link to it; FS4521 when that fails.</summary>
    public static Result<PseudoTerminal> Create(string? link)
    {
        if (link is not null && Path.Exists(link) && new FileInfo(link).LinkTarget is null)
            return VirtualBoardErrors.NoTerminal(link, "a file that is not a link has this name");
        var master = LibC.Open("/dev/ptmx", Flags);
        if (master < 0)
            return VirtualBoardErrors.NoTerminal("/dev/ptmx", LibC.Describe(LibC.LastError));
        var (number, unlock) = (0, 0);
        if (LibC.Control(master, SetLock, ref unlock) < 0 || LibC.Control(master, GetNumber, ref number) < 0)
            return Abort(master, "/dev/ptmx");
        var slave = $"/dev/pts/{number}";
        if (!SetRaw(slave))
            return Abort(master, slave);
        try
        {
            if (link is not null)
                Replace(link, slave);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _ = LibC.Close(master);
            return VirtualBoardErrors.NoTerminal(link!, e.Message);
        }

        return new PseudoTerminal(master, slave, link is null ? null : Path.GetFullPath(link));
    }

    public async Task<IBytePipe> AcceptAsync(CancellationToken cancellation)
    {
        // The master tells that a host opened the slave only by no longer reporting the hang-up: there is nothing to wait for.
        while (PosixState.IsHungUp(_master))
            await Task.Delay(HostWatchInterval, cancellation);
        return new DescriptorPipe(LibC.Duplicate(_master), SlavePath);
    }

    public ValueTask DisposeAsync()
    {
        // The number of a closed descriptor is soon another file's: closing it twice would close that.
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
            return ValueTask.CompletedTask;
        _ = LibC.Close(_master);
        if (_link is not null && new FileInfo(_link).LinkTarget == SlavePath)
            File.Delete(_link);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new terminal echoes what it is sent until someone makes it raw.</summary>
    private static bool SetRaw(string slave)
    {
        var descriptor = LibC.Open(slave, Flags);
        if (descriptor < 0)
            return false;
        var isRaw = Termios2.TrySetRaw(descriptor, InitialBaud);
        _ = LibC.Close(descriptor);
        return isRaw;
    }

    private static void Replace(string link, string target)
    {
        File.Delete(link);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(link))!);
        File.CreateSymbolicLink(link, target);
    }

    private static Diagnostic Abort(int master, string path)
    {
        var reason = LibC.Describe(LibC.LastError);
        _ = LibC.Close(master);
        return VirtualBoardErrors.NoTerminal(path, reason);
    }
}
