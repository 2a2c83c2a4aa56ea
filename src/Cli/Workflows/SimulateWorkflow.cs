using System.Diagnostics;
using FpgaSeg.Cli.Output;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Package;
using FpgaSeg.Simulator;

namespace FpgaSeg.Cli.Workflows;

/// <summary>What simulate was asked to do.</summary>
internal sealed record SimulateRequest(LoadedModel Model, MaskWriter Writer, MaskJournal Journal, int Threads, SimulatorKind Kind);

/// <summary>Masks of many images: several at a time where there are several, else the rows of one over the threads.</summary>
internal static class SimulateWorkflow
{
    /// <summary>Simulates every file; <paramref name="report"/> is told how many are done. Results and errors come in the order of the files.</summary>
    public static Result<SimulatedImage>[] Run(SimulateRequest request, IReadOnlyList<string> files, Action<int> report)
    {
        var workers = Math.Clamp(request.Threads, 1, Math.Max(1, files.Count));
        var graph = request.Model.Package.Graph;
        var simulators = Enumerable.Range(0, workers).Select(_ => Simulators.Create(graph, Math.Max(1, request.Threads / workers), request.Kind)).ToArray();
        var (results, count) = (new Result<SimulatedImage>[files.Count], 0);
        ParallelImages.Run(files.Count, simulators, (simulator, k) => Simulate(request, simulator, files[k]), (k, result) =>
        {
            // The journal is written by one thread, after the files of the image.
            results[k] = result.Then(image => request.Journal.Add(files[k], new WrittenMask(image.Mask, image.Overlay)).Then<SimulatedImage>(_ => image));
            report(++count);
        });
        return results;
    }

    private static Result<SimulatedImage> Simulate(SimulateRequest request, ISimulator simulator, string file) =>
        ImageFile.Load(file).Then(image =>
        {
            var pixels = PixelTensor.FromImage(image, request.Model.Package.Graph.Input.Shape);
            var start = Stopwatch.GetTimestamp();
            var mask = Mask.FromMap(simulator.Run(pixels));
            var elapsed = Stopwatch.GetElapsedTime(start);
            return request.Writer.Write(file, image, mask).Then<SimulatedImage>(written =>
                new SimulatedImage(file, written.Mask, written.Overlay, mask.ForegroundPercent, elapsed.TotalMilliseconds));
        });
}
