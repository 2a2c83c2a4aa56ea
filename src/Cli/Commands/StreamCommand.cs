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
        var resume = new Option<bool>("--resume") { Description = "Go on with a run that ended early: images whose masks are in the folder are left out." };
        var report = new Option<string?>("--report") { Description = "Write the times of every image: a page (.html, self-contained) with timeline and histogram, .csv or .json." };
        var command = new ExampleCommand(
            "stream",
            "Streams images to a board and collects masks, cycle counters and times.",
            "fpgaseg stream --device serial:/dev/ttyUSB1?baud=3000000 --build build/ samples/images -o masks/ --report run.html",
            "fpgaseg stream --device usb:1209:0001 samples/images -o masks/ --resume",
            "fpgaseg stream --device tcp:localhost:5000 image.png --json")
        {
            images, device, build, output, overlays, resume, report,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(report) is { Tokens: [{ Value: var file }, ..] } && !StreamReportFile.Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                result.AddError($"--report writes .html, .csv or .json; '{file}' ends in none of them.");
        });
        command.SetAction((parsed, cancellation) => RunAsync(
            CommandOutput.Of(parsed, cancellation),
            parsed.GetValue(device)!,
            parsed.GetValue(build),
            parsed.GetValue(images)!,
            new MaskWriter(parsed.GetValue(output)!, !parsed.GetValue(overlays)),
            parsed.GetValue(resume),
            parsed.GetValue(report),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandOutput output, string device, string? build, string[] paths, MaskWriter writer, bool resume, string? reportFile, CancellationToken cancellation)
    {
        var (files, expectations) = (ImagePaths.Expand(paths), DeviceOptions.Expect(build, null));
        var errors = files.Errors.Concat(expectations.Errors).Concat(files.IsOk ? writer.Check(files.Value) : []).ToArray();
        if (errors.Length > 0)
            return CommandOutput.Fail(errors);
        var opened = await DeviceSession.OpenAsync(device, expectations.Value, cancellation: cancellation).ConfigureAwait(false);
        if (!opened.IsOk)
            return CommandOutput.Fail(opened.Errors);
        await using var session = opened.Value;
        var journal = MaskJournal.OfBoard(writer.Folder, session.Board, resume);
        if (!journal.IsOk)
            return CommandOutput.Fail(journal.Errors);
        var left = files.Value.Where(f => !journal.Value.Has(f, writer.PathsOf(f))).ToList();
        if (left.Count < files.Value.Count)
            output.Say($"{files.Value.Count - left.Count} of {files.Value.Count} images have their masks");
        var failures = await output.WithProgressAsync(
            "streaming", left.Count, report => StreamAsync(output, session, left, journal.Value, writer, reportFile, report, cancellation)).ConfigureAwait(false);
        return failures.Length > 0 ? CommandOutput.Fail(failures) : ExitCode.Done;
    }

    private static async Task<Diagnostic[]> StreamAsync(
        CommandOutput output,
        DeviceSession session,
        IReadOnlyList<string> files,
        MaskJournal journal,
        MaskWriter writer,
        string? reportFile,
        Action<int> report,
        CancellationToken cancellation)
    {
        var (streamer, errors) = (new ImageStreamer(session), new List<Diagnostic>());
        var shape = new FeatureShape(session.Board.Image.Channels, session.Board.Image.Height, session.Board.Image.Width);
        var images = files.Select(f => new StreamImage(f, () => PixelTensor.Load(f, shape).Then<byte[]>(p => PixelTensor.Interleave(p))));
        var results = new List<FrameResult>();
        Result<Unit> Report() => reportFile is null ? default(Unit) : StreamReportFile.Save(reportFile, session, streamer.Summary, results);
        try
        {
            await foreach (var frame in streamer.StreamAsync(images, cancellation).ConfigureAwait(false))
            {
                var written = frame.Error is { } failed
                    ? Result<WrittenMask>.Fail([failed])
                    : Write(frame, session, writer).Then(w => journal.Add(frame.Name, w));
                errors.AddRange(written.Errors);
                results.Add(frame with { Mask = null });
                report(results.Count);

                // A mask that cannot be written will not be the last one: the disk is full, or the folder gone.
                if (frame.Error is null && !written.IsOk)
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C ends the run; what was measured is kept like the masks.
            foreach (var unsaved in Report().Errors)
                output.Say($"{unsaved}");
            throw;
        }

        if (streamer.Summary.Error is { } lost)
            errors.Add(lost);
        errors.AddRange(Report().Errors);
        StreamReporter.Print(output, streamer.Summary, session);
        return [.. errors];
    }

    private static Result<WrittenMask> Write(FrameResult frame, DeviceSession session, MaskWriter writer) =>
        ImageFile.Load(frame.Name).Then(image =>
            writer.Write(frame.Name, image, Mask.Unpack(frame.Mask, session.Board.Mask.Width, session.Board.Mask.Height)));
}
