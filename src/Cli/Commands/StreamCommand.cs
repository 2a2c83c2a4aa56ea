using System.CommandLine;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.HostDriver.Streaming;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg stream.</summary>
internal static class StreamCommand
{
    public static Command Create()
    {
        var (images, output) = (CommonOptions.Images(), CommonOptions.Output("Folder for masks and overlays.", "masks"));
        var (device, build) = (DeviceOptions.Device(), DeviceOptions.Build());
        var overlays = new Option<bool>("--no-overlays") { Description = "Write masks only." };
        var command = new ExampleCommand(
            "stream",
            "Streams images to a board and collects masks, cycle counters and times.",
            "fpgaseg stream --device serial:/dev/ttyUSB1?baud=3000000 --build build/ samples/images -o masks/",
            "fpgaseg stream --device tcp:localhost:5000 image.png --json")
        {
            images, device, build, output, overlays,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            CommandOutput.Of(parsed, cancellation),
            parsed.GetValue(device)!,
            parsed.GetValue(build),
            parsed.GetValue(images)!,
            new MaskWriter(parsed.GetValue(output)!, !parsed.GetValue(overlays)),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandOutput output, string device, string? build, string[] paths, MaskWriter writer, CancellationToken cancellation)
    {
        var (files, expectations) = (ImagePaths.Expand(paths), DeviceOptions.Expect(build, null));
        var errors = files.Errors.Concat(expectations.Errors).Concat(files.IsOk ? writer.Check(files.Value) : []).ToArray();
        if (errors.Length > 0)
            return CommandOutput.Fail(errors);
        var opened = await DeviceSession.OpenAsync(device, expectations.Value, cancellation: cancellation).ConfigureAwait(false);
        if (!opened.IsOk)
            return CommandOutput.Fail(opened.Errors);
        await using var session = opened.Value;
        var shape = new FeatureShape(session.Board.Image.Channels, session.Board.Image.Height, session.Board.Image.Width);
        var failures = await output.WithProgressAsync(
            "streaming", files.Value.Count, report => StreamAsync(output, session, files.Value, shape, writer, report, cancellation)).ConfigureAwait(false);
        return failures.Length > 0 ? CommandOutput.Fail(failures) : ExitCode.Done;
    }

    private static async Task<Diagnostic[]> StreamAsync(
        CommandOutput output,
        DeviceSession session,
        IReadOnlyList<string> files,
        FeatureShape shape,
        MaskWriter writer,
        Action<int> report,
        CancellationToken cancellation)
    {
        var (streamer, errors) = (new ImageStreamer(session), new List<Diagnostic>());
        var images = files.Select(f => new StreamImage(f, () => PixelTensor.Load(f, shape).Then<byte[]>(p => PixelTensor.Interleave(p))));
        var done = 0;
        await foreach (var frame in streamer.StreamAsync(images, cancellation).ConfigureAwait(false))
        {
            if (frame.Error is { } failed)
                errors.Add(failed);
            else
                errors.AddRange(Write(frame, session, writer).Errors);
            report(++done);
        }

        if (streamer.Summary.Error is { } lost)
            errors.Add(lost);
        StreamReporter.Print(output, streamer.Summary, session);
        return [.. errors];
    }

    private static Result<WrittenMask> Write(FrameResult frame, DeviceSession session, MaskWriter writer) =>
        ImageFile.Load(frame.Name).Then(image =>
            writer.Write(frame.Name, image, Mask.Unpack(frame.Mask, session.Board.Mask.Width, session.Board.Mask.Height)));
}
