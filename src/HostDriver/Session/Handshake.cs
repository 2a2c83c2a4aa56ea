using System.Diagnostics;
using System.Security.Cryptography;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Pipes;
using FpgaSeg.HostDriver.Transports;
using FpgaSeg.Protocol;
using FpgaSeg.Protocol.Frames;
using FpgaSeg.Protocol.Messages;

namespace FpgaSeg.HostDriver.Session;

/// <summary>
/// HELLO until the board answers, then the checks of what it is. Everything before the answer with our nonce belongs to an earlier session
/// and is dropped with it, so that no old mask can be taken for a new one.
/// </summary>
internal static class Handshake
{
    /// <summary>The answer and its sequence number; FS4108 or FS4201 to FS4208 otherwise.</summary>
    public static async Task<Result<Opened>> RunAsync(
        LineParts line, SessionExpectations expected, SessionOptions options, CancellationToken cancellation)
    {
        using var signal = new CancellationSignal(cancellation);
        var nonce = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
        var strayBytes = 0L;
        for (var attempt = 0; attempt < options.HelloAttempts; attempt++)
        {
            if (line.Pump.Room.Length >= Hello.Bytes + LinkConstants.FrameOverhead)
                line.Pump.Queue(line.Writer.Write(line.Pump.Room, new Hello(LinkConstants.ProtocolVersion, nonce)));
            var started = Stopwatch.GetTimestamp();
            while (options.HelloDeadline - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } left)
            {
                var step = await line.Pump.StepAsync(left, signal.Raised);
                cancellation.ThrowIfCancellationRequested();
                if (step.Status == PipeStatus.Closed)
                    return TransportErrors.LineClosed(line.Device, step.Reason!);
                strayBytes += line.Pump.Received.Length;
                if (FindReply(line, nonce) is { } opened)
                    return Check(opened, line.Device, expected);
            }

            line.Decoder.Abandon();
        }

        return SessionErrors.NoAnswer(line.Device, options.HelloAttempts, strayBytes);
    }

    private static Opened? FindReply(LineParts line, uint nonce)
    {
        line.Decoder.Append(line.Pump.Received);
        while (line.Decoder.TryRead(out var frame))
        {
            if (frame.Type == FrameType.HelloReply && HelloReply.TryDecode(frame.Payload, out var reply) && reply!.Nonce == nonce)
                return new Opened(reply, frame.Header.Sequence);
        }

        return null;
    }

    private static Result<Opened> Check(Opened opened, string device, SessionExpectations expected)
    {
        var board = opened.Board;
        if (board.Version != LinkConstants.ProtocolVersion)
            return SessionErrors.OtherProtocol(device, board.Version);
        if (expected.Design is { } design && design.DesignId != board.DesignId)
            return SessionErrors.OtherDesign(device, board.DesignId, design.DesignId);
        if ((expected.ModelId ?? expected.Design?.ModelId) is { } model && model != board.ModelId)
            return SessionErrors.OtherModel(device, board.ModelId, model);
        if ((expected.Image ?? expected.Design?.Image) is { } image && image with { Passes = board.Image.Passes } != board.Image)
            return SessionErrors.OtherGeometry(device, board.Image, image);
        return Impossible(board) is { } what ? SessionErrors.ImpossibleBoard(device, what) : opened;
    }

    private static string? Impossible(HelloReply board)
    {
        var link = board.Link;
        if (board.Image.ByteCount <= 0 || board.Mask.ByteCount <= 0)
            return "an empty image or mask";
        if (link.MaxPayload is < LinkConstants.SmallestMaxPayload or > LinkConstants.LargestPayload)
            return $"a longest payload of {link.MaxPayload} bytes";
        if (link.ReceiveBuffer < link.MaxPayload)
            return $"a receive buffer of {link.ReceiveBuffer} bytes";
        return board.ClockHz == 0 ? "a clock of 0 Hz" : null;
    }

    /// <summary>An open session.</summary>
    internal sealed record Opened(HelloReply Board, ushort Sequence);
}

/// <summary>The parts that live as long as the line, over all sessions on it.</summary>
internal sealed record LineParts(string Device, DuplexPump Pump, FrameDecoder Decoder, FrameWriter Writer);
