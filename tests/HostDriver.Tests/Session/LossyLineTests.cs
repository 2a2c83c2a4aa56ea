using FpgaSeg.HostDriver.Session;
using FpgaSeg.Protocol;
using FpgaSeg.Core.Checksums;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;
using FpgaSeg.VirtualBoard.Board;

namespace FpgaSeg.HostDriver.Tests.Session;

/// <summary>
/// The two state machines face to face over a line that loses, doubles, flips and delays bytes but keeps their order, in random walks with
/// fixed seeds and no clock: every mask is right, and every walk ends.
/// </summary>
public sealed class LossyLineTests
{
    private const int Images = 6;
    private const int MostSteps = 3_000_000;

    [Theory]
    [InlineData(0.0, 20)]
    [InlineData(0.002, 40)]
    [InlineData(0.01, 40)]
    [InlineData(0.03, 6)]
    public void Every_mask_is_right_and_every_walk_ends(double rate, int walks)
    {
        for (var seed = 0; seed < walks; seed++)
            new Walk(seed, rate).Run();
    }

    private sealed class Walk(int seed, double rate)
    {
        private readonly Random _random = new(seed);
        private readonly BoardModel _board = new(TestBoard.Identity(maxPayload: 60, receiveBuffer: 60 * (1 + (seed % 9))));
        private readonly FrameWriter _hostWriter = new();
        private readonly FrameDecoder _hostDecoder = new();
        private readonly FrameDecoder _boardDecoder = new();
        private readonly Queue<byte> _down = new();
        private readonly Queue<byte> _up = new();
        private readonly byte[] _scratch = new byte[256];
        private HostLink? _link;
        private ComputeJob? _job;
        private int _finished;
        private int _added;

        public void Run()
        {
            var steps = 0;
            for (; _finished < Images; steps++)
            {
                Assert.True(steps < MostSteps, $"seed {seed}: no end after {steps} steps, {_finished} masks");
                switch (_random.Next(5))
                {
                    case 0:
                        HostTransmits();
                        break;
                    case 1:
                        BoardTransmits();
                        break;
                    case 2:
                        Carry(_down, _boardDecoder, (in Frame frame) => _board.Receive(frame));
                        break;
                    case 3:
                        Carry(_up, _hostDecoder, HostReceives);
                        break;
                    default:
                        Compute();
                        break;
                }

                if (_down.Count == 0 && _up.Count == 0 && _random.Next(20) == 0)
                    FallSilent();
            }
        }

        private delegate void Receiver(in Frame frame);

        private void HostTransmits()
        {
            if (_link is null)
            {
                if (_down.Count == 0)
                    Send(_down, _hostWriter.Write(_scratch, new Hello(LinkConstants.ProtocolVersion, (uint)seed)));
                return;
            }

            while (_added < Images && _link.Unfinished.Count < 2)
                _link.Add(new ImageInFlight($"{_added}", TestBoard.RandomImage(_added++), TestBoard.Mask.ByteCount));
            Send(_down, _link.Transmit(_scratch, 1));
        }

        private void BoardTransmits() => Send(_up, _board.Transmit(_scratch));

        private void HostReceives(in Frame frame)
        {
            if (_link is null)
            {
                if (HelloReply.TryDecode(frame.Payload, out var reply) && frame.Type == FrameType.HelloReply)
                    _link = new HostLink(reply!, frame.Header.Sequence, _hostWriter);
                return;
            }

            var image = _link.Receive(frame, 1);
            Assert.Null(_link.SessionLost);
            if (image is null)
                return;
            Assert.Null(image.Error);
            Assert.Equal($"{_finished}", image.Name);
            Assert.Equal(TestBoard.MaskOf(TestBoard.RandomImage(_finished)), image.Mask);
            Assert.Equal(Crc32.Of(image.Mask), image.Done.MaskCrc);
            _finished++;
        }

        private void Compute()
        {
            if (_job is { } job)
                _board.Complete(job, TestBoard.MaskOf(job.Image));
            _job = _board.TakeImage();
        }

        private void FallSilent()
        {
            _hostDecoder.Abandon();
            _boardDecoder.Abandon();
            _link?.Poll();
        }

        private void Send(Queue<byte> line, int count)
        {
            foreach (var value in _scratch.AsSpan(0, count))
                line.Enqueue(value);
        }

        private void Carry(Queue<byte> line, FrameDecoder decoder, Receiver receive)
        {
            Span<byte> arrived = stackalloc byte[128];
            var count = 0;
            for (var i = _random.Next(60); i > 0 && line.TryDequeue(out var value); i--)
            {
                var isFault = _random.NextDouble() < rate;
                var kind = isFault ? _random.Next(3) : 3;
                if (kind != 0)
                    arrived[count++] = kind == 1 ? (byte)(value ^ (1 << _random.Next(8))) : value;
                if (kind == 2)
                    arrived[count++] = value;
            }

            decoder.Append(arrived[..count]);
            while (decoder.TryRead(out var frame))
                receive(frame);
        }
    }
}
