using System.CommandLine;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Graph.Package;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.Verification.Board;
using FpgaSeg.Verification.Divergence;
using FpgaSeg.VirtualBoard.Design;

namespace FpgaSeg.Cli.Commands;

/// <summary>fpgaseg verify.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var (model, images) = (CommonOptions.Model("The quantized network: a model.fsq."), CommonOptions.Images());
        var (device, build, threads) = (DeviceOptions.Device(), DeviceOptions.Build(), CommonOptions.Threads());
        var layers = new Option<bool>("--layers") { Description = "Compare every tensor of the traced build as well, whether masks differ or not. Needs --build." };
        var command = new ExampleCommand(
            "verify",
            "Compares a board's masks with the simulator's, bit by bit. With --build, a difference is traced to the first operator, channel and pixel.",
            "fpgaseg verify model.fsq --device serial:/dev/ttyUSB1?baud=3000000 samples/images",
            "fpgaseg verify model.fsq --device tcp:localhost:5000 --build build/ samples/images --layers --json")
        {
            model, images, device, build, layers, threads,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(layers) is { Implicit: false } && result.GetResult(build) is null)
                result.AddError("--layers needs --build: the tensors are those of the design in that folder.");
        });
        command.SetAction((parsed, cancellation) => RunAsync(
            CommandOutput.Of(parsed, cancellation),
            parsed.GetValue(model)!,
            parsed.GetValue(device)!,
            parsed.GetValue(build),
            parsed.GetValue(layers) ? TraceUse.Always : TraceUse.OnDifference,
            parsed.GetValue(images)!,
            parsed.GetValue(threads),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandOutput output, string model, string device, string? build, TraceUse use, string[] paths, int threads, CancellationToken cancellation)
    {
        var (loaded, files) = (ModelPackageFile.Load(model), ImagePaths.Expand(paths));
        var errors = loaded.Errors.Concat(files.Errors).ToArray();
        if (errors.Length > 0)
            return CommandOutput.Fail(errors);
        var (graph, modelId) = (loaded.Value.Package.Graph, loaded.Value.ModelId);
        var (expectations, pixels) = (DeviceOptions.Expect(build, modelId), ImageLoading.LoadAll(files.Value, graph.Input.Shape));
        errors = [.. expectations.Errors, .. pixels.Errors];
        if (errors.Length > 0)
            return CommandOutput.Fail(errors);
        var opened = await DeviceSession.OpenAsync(device, expectations.Value, cancellation: cancellation).ConfigureAwait(false);
        if (!opened.IsOk)
            return CommandOutput.Fail(opened.Errors);
        await using var session = opened.Value;
        VerificationImage[] images = [.. files.Value.Zip(pixels.Value, (f, p) => new VerificationImage(f, p))];
        ITraceSource? traces = build is null ? null : new TracedBuild(build);
        var result = await output.WithProgressAsync("verifying", images.Length, report =>
            new BoardVerifier(graph, threads).VerifyAsync(session, images, traces, use, report, cancellation)).ConfigureAwait(false);
        return result.IsOk ? Print(output, modelId, result.Value, build) : CommandOutput.Fail(result.Errors);
    }

    private static int Print(CommandOutput output, string modelId, VerificationResult result, string? build)
    {
        var d = result.Divergence;
        output.Report(
            () => new VerifyReport(
                modelId,
                result.Images,
                result.IsBitExact,
                result.DifferingImages,
                result.DifferingPixels,
                result.TracedImages,
                d is null ? null : new DivergenceJson(d.Image, d.Operator, d.Channel, d.Y, d.X, d.Expected, d.Actual)),
            () => ReportContext.Default.VerifyReport);
        if (result.IsBitExact)
        {
            var tensors = result.TracedImages > 0 ? $", and so does every tensor of {result.TracedImages} images" : "";
            output.Say($"bit-exact: every pixel of {result.Images} masks equals the simulator's{tensors}.");
            return ExitCode.Done;
        }

        var where = d is null ? VerificationDiagnostics.NotLocated(result, build)
            : result.DifferingImages == 0 ? VerificationDiagnostics.OnlyInside(d, result)
            : VerificationDiagnostics.Located(d, result);
        Console.Error.WriteLine(where);
        return ExitCode.AnswerIsNo;
    }
}
