using System.Diagnostics;
using FpgaSeg.Core.Pipes;
using FpgaSeg.HostDriver.Transports;
using FpgaSeg.VirtualBoard.Line;

namespace FpgaSeg.HostDriver.Tests.Transports;

/// <summary>What every transport must do, through the operating system's real interface. Inherit it once per transport.</summary>
public abstract class TransportContract : IAsyncLifetime
{
    /// <summary>Far longer than anything here takes: a test that needs it has failed.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Stuck = TimeSpan.FromMilliseconds(60);
    private IBoardListener _listener = null!;

    private protected IBytePipe Host { get; private set; } = null!;

    private protected IBytePipe Board { get; private set; } = null!;

    private protected IBoardListener Listener => _listener;

    private protected abstract IBoardListener CreateListener();

    private protected abstract string UrlOf(IBoardListener listener);

    /// <summary>The code of an attempt to open the device a second time; null where the system lets it be opened again.</summary>
    private protected abstract string? CodeOfSecondHost { get; }

    public async Task InitializeAsync()
    {
        _listener = CreateListener();
        await ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Board.DisposeAsync();
        await _listener.DisposeAsync();
    }

    /// <summary>Around the sizes of packets, pages, transfers and buffers.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(4096)]
    [InlineData(65_535)]
    [InlineData(1 << 20)]
    public async Task Bytes_go_both_ways_unchanged(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        Assert.Equal(bytes, await CarryAsync(Host, Board, bytes));
        Assert.Equal(bytes, await CarryAsync(Board, Host, bytes));
    }

    [Fact]
    public async Task Both_directions_work_at_once()
    {
        var (down, up) = (new byte[200_000], new byte[200_000]);
        new Random(1).NextBytes(down);
        new Random(2).NextBytes(up);
        var carried = await Task.WhenAll(CarryAsync(Host, Board, down), CarryAsync(Board, Host, up));
        Assert.Equal(down, carried[0]);
        Assert.Equal(up, carried[1]);
    }

    [Fact]
    public async Task A_read_of_a_silent_line_times_out_and_the_next_one_works()
    {
        var result = await Host.ReadAsync(new byte[10], Short, default);
        Assert.Equal(PipeResult.TimedOut, result);
        Assert.Equal([5], await CarryAsync(Board, Host, [5]));
    }

    [Fact]
    public async Task Writes_to_a_stuck_board_time_out() => await FillAsync();

    [Fact]
    public async Task A_blocked_read_is_cancelled_and_takes_no_byte_with_it()
    {
        using var cancel = new CancellationTokenSource();
        var reading = Host.ReadAsync(new byte[10], Long, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Long));
        Assert.Equal([1, 2, 3], await CarryAsync(Board, Host, [1, 2, 3]));
    }

    [Fact]
    public async Task A_blocked_write_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var writing = await BlockedWriteAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing.WaitAsync(Long));

        // What stood in the line may arrive or not; what is sent afterwards does.
        byte[] mark = [1, 2, 3, 4, 5];
        var sending = Host.WriteAsync(mark, Long, default).AsTask();
        var (target, last) = (new byte[1 << 16], Array.Empty<byte>());
        while (!last.AsSpan().EndsWith(mark))
        {
            var result = await Board.ReadAsync(target, Long, default);
            Assert.Equal(PipeStatus.Done, result.Status);
            last = [.. last.TakeLast(mark.Length), .. target.AsSpan(0, result.Count)];
        }

        Assert.Equal(PipeResult.Done(mark.Length), await sending);
    }

    [Fact]
    public async Task A_cancelled_token_is_noticed_before_anything_happens()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Host.ReadAsync(new byte[1], Long, cancel.Token).AsTask());
    }

    [Fact]
    public async Task A_pending_read_ends_when_the_board_goes()
    {
        var reading = Host.ReadAsync(new byte[10], Long, default).AsTask();
        await Board.DisposeAsync();
        await _listener.DisposeAsync();
        var result = await reading.WaitAsync(Long);
        Assert.Equal(PipeStatus.Closed, result.Status);
        Assert.NotEmpty(result.Reason!);
        Assert.Equal(PipeStatus.Closed, (await Host.ReadAsync(new byte[10], Long, default)).Status);
    }

    [Fact]
    public async Task Writes_end_when_the_board_goes()
    {
        await Board.DisposeAsync();
        await _listener.DisposeAsync();
        var clock = Stopwatch.StartNew();
        PipeStatus status;
        do
        {
            status = (await Host.WriteAsync(new byte[1000], Short, default)).Status;
        }
        while (status != PipeStatus.Closed && clock.Elapsed < Long);
        Assert.Equal(PipeStatus.Closed, status);
    }

    [Fact]
    public async Task The_board_sees_the_host_close_and_takes_it_again()
    {
        var reading = Board.ReadAsync(new byte[10], Long, default).AsTask();
        await Host.DisposeAsync();
        Assert.Equal(PipeStatus.Closed, (await reading.WaitAsync(Long)).Status);
        await Board.DisposeAsync();
        for (var i = 0; i < 5; i++)
        {
            await ConnectAsync();
            Assert.Equal([9, 8], await CarryAsync(Host, Board, [9, 8]));
            Assert.Equal([7], await CarryAsync(Board, Host, [7]));
            await Host.DisposeAsync();
            await Board.DisposeAsync();
        }
    }

    [Fact]
    public async Task Closing_ends_a_pending_read()
    {
        var reading = Host.ReadAsync(new byte[10], Long, default).AsTask();
        await Host.DisposeAsync();
        Assert.Equal(PipeStatus.Closed, (await reading.WaitAsync(Long)).Status);
        Assert.Equal(PipeStatus.Closed, (await Host.ReadAsync(new byte[10], Long, default)).Status);
        await Host.DisposeAsync();
    }

    [Fact]
    public async Task Closing_ends_a_blocked_write()
    {
        var writing = await BlockedWriteAsync(default);
        await Host.DisposeAsync();
        Assert.Equal(PipeStatus.Closed, (await writing.WaitAsync(Long)).Status);
    }

    [Fact]
    public async Task A_second_host_is_kept_out_until_the_first_is_gone()
    {
        if (CodeOfSecondHost is not { } code)
            return;
        var refused = await TransportCatalogue.OpenAsync(UrlOf(_listener), default);
        Assert.Equal(code, Assert.Single(refused.Errors).Code);
        Assert.Equal([4, 2], await CarryAsync(Host, Board, [4, 2]));
        await Host.DisposeAsync();
        await Board.DisposeAsync();
        await ConnectAsync();
        Assert.Equal([2, 4], await CarryAsync(Host, Board, [2, 4]));
    }

    private protected static async Task<byte[]> CarryAsync(IBytePipe from, IBytePipe to, byte[] bytes)
    {
        var sending = Task.Run(async () =>
        {
            for (var sent = 0; sent < bytes.Length;)
            {
                var result = await from.WriteAsync(bytes.AsMemory(sent), Long, default);
                Assert.Equal(PipeStatus.Done, result.Status);
                sent += result.Count;
            }
        });
        var arrived = new byte[bytes.Length];
        for (var count = 0; count < arrived.Length;)
        {
            var result = await to.ReadAsync(arrived.AsMemory(count), Long, default);
            Assert.Equal(PipeStatus.Done, result.Status);
            count += result.Count;
        }

        await sending;
        return arrived;
    }

    /// <summary>Writes to a board that reads nothing until writes time out: some buffers on the way fill up only after a while.</summary>
    private async Task FillAsync()
    {
        for (var refusals = 0; refusals < 3;)
        {
            var status = (await Host.WriteAsync(new byte[1 << 20], Stuck, default)).Status;
            Assert.NotEqual(PipeStatus.Closed, status);
            refusals = status == PipeStatus.TimedOut ? refusals + 1 : 0;
        }
    }

    /// <summary>A write that waits for a board which reads nothing.</summary>
    private protected async Task<Task<PipeResult>> BlockedWriteAsync(CancellationToken cancellation)
    {
        Task<PipeResult> writing;
        do
        {
            await FillAsync();
            writing = Host.WriteAsync(new byte[1 << 20], Long, cancellation).AsTask();
        }
        while (await Task.WhenAny(writing, Task.Delay(Stuck, CancellationToken.None)) == writing);
        return writing;
    }

    private async Task ConnectAsync()
    {
        Host = (await TransportCatalogue.OpenAsync(UrlOf(_listener), default)).Value.Pipe;
        Board = await _listener.AcceptAsync(default).WaitAsync(Long);
    }
}
