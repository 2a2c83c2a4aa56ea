using FpgaSeg.HostDriver.Session;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;
using FpgaSeg.VirtualBoard.Board;

namespace FpgaSeg.HostDriver.Tests.Session;

/// <summary>How far the next image gets while the board computes: as far as the receive buffer reaches.</summary>
public sealed class OverlapTests
{
    private readonly byte[] _scratch = new byte[512];
    private readonly FrameWriter _writer = new();
    private readonly FrameDecoder _toBoard = new();
    private readonly FrameDecoder _toHost = new();

    [Fact]
    public void The_next_image_is_sent_while_the_board_computes()
    {
        var (board, link) = Open(receiveBuffer: TestBoard.Image.ByteCount);
        Exchange(board, link);
        Assert.Null(board.TakeImage());
        Assert.All(link.Unfinished, image => Assert.Equal(1, image.Uploaded));
    }

    [Fact]
    public void A_small_receive_buffer_holds_the_next_image_back_until_the_mask_is_done()
    {
        var (board, link) = Open(receiveBuffer: 1024);
        var job = Exchange(board, link)!;
        Assert.Equal([1L, 0L], link.Unfinished.Select(i => i.Uploaded));
        board.Complete(job, TestBoard.MaskOf(job.Image));
        Exchange(board, link);
        Assert.Equal([1L], link.Unfinished.Select(i => i.Uploaded));
    }

    private (BoardModel Board, HostLink Link) Open(int receiveBuffer)
    {
        var identity = TestBoard.Identity(receiveBuffer: receiveBuffer);
        var board = new BoardModel(identity);
        Pass(_writer.Write(_scratch, new Hello(1, 5)), _toBoard, (in Frame f) => board.Receive(f));
        HostLink? link = null;
        Pass(board.Transmit(_scratch), _toHost, (in Frame f) => link = new HostLink(identity.Reply, f.Header.Sequence, _writer));
        link!.Add(new ImageInFlight("a", TestBoard.RandomImage(1), TestBoard.Mask.ByteCount));
        link.Add(new ImageInFlight("b", TestBoard.RandomImage(2), TestBoard.Mask.ByteCount));
        return (board, link);
    }

    /// <summary>Lets both talk until neither has anything to say; returns the job that the network took.</summary>
    private ComputeJob? Exchange(BoardModel board, HostLink link)
    {
        ComputeJob? job = null;
        bool moved;
        do
        {
            moved = Pass(link.Transmit(_scratch, 1), _toBoard, (in Frame f) => board.Receive(f));
            job ??= board.TakeImage();
            moved |= Pass(board.Transmit(_scratch), _toHost, (in Frame f) => link.Receive(f, 1));
        }
        while (moved);
        return job;
    }

    private bool Pass(int count, FrameDecoder decoder, Receiver receive)
    {
        decoder.Append(_scratch.AsSpan(0, count));
        while (decoder.TryRead(out var frame))
            receive(frame);
        return count > 0;
    }

    private delegate void Receiver(in Frame frame);
}
