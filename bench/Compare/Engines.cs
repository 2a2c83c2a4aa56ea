using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast;

namespace FpgaSeg.Compare;

/// <summary>Something that runs the network on one image.</summary>
internal interface IEngine : IDisposable
{
    /// <summary>Its name in the report.</summary>
    string Name { get; }

    /// <summary>Seconds of each of <paramref name="count"/> runs, and the processor's seconds for all of them; 0 where they are not known.</summary>
    (double[] Wall, double Processor) Time(int count);
}

/// <summary>The fast simulator, rows over the threads.</summary>
internal sealed class SimulatorEngine(DataflowGraph<IntegerNode> graph, FeatureMap<byte> image, int threads) : IEngine
{
    private readonly FastSimulator _simulator = FastSimulator.Create(graph, new FastOptions(threads));
    private readonly byte[] _mask = new byte[graph.Output.Shape.Count];

    public string Name => "simulator";

    public ReadOnlySpan<byte> Mask => _mask;

    public (double[] Wall, double Processor) Time(int count) => Clock.Time(count, () => _simulator.Run(image, _mask));

    public void Dispose() => _simulator.Dispose();
}

/// <summary>The float executor, from normalised image to logit.</summary>
internal sealed class FloatEngine(DataflowGraph<FloatNode> graph, FeatureMap<float> image, int threads) : IEngine
{
    private readonly FloatExecutor _executor = new(graph, threads);

    public string Name => "float_executor";

    public (double[] Wall, double Processor) Time(int count) => Clock.Time(count, () => _executor.RunLogit(image));

    public void Dispose()
    {
    }
}

/// <summary>ONNX Runtime in a node process of its own, which measures itself.</summary>
internal sealed class OnnxRuntimeEngine : IEngine
{
    private readonly Process _process;

    public OnnxRuntimeEngine(string name, string script, string runtime, string model, int threads)
    {
        Name = name;
        _process = Clock.Start("node", script, runtime, model, threads.ToString());
        Version = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"ONNX Runtime did not start on {model}.");
    }

    public string Name { get; }

    public string Version { get; }

    public (double[] Wall, double Processor) Time(int count)
    {
        _process.StandardInput.WriteLine(count);
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{Name} ended.");
        double[] seconds = [.. line.Split(' ').Select(t => double.Parse(t, CultureInfo.InvariantCulture) / 1000)];
        return (seconds[..^1], seconds[^1]);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}

/// <summary>The generated C++, compiled: one image in, one mask out, through pipes.</summary>
internal sealed class CompiledEngine(string program, FeatureMap<byte> image, int maskBytes) : IEngine
{
    private readonly Process _process = Clock.Start(program, "serve");
    private readonly byte[] _image = PixelTensor.Interleave(image);
    private readonly byte[] _mask = new byte[maskBytes];

    public string Name => "generated_cpp";

    /// <summary>The last mask, packed.</summary>
    public ReadOnlySpan<byte> Mask => _mask;

    public (double[] Wall, double Processor) Time(int count) => (Clock.Time(count, () =>
    {
        _process.StandardInput.BaseStream.Write(_image);
        _process.StandardInput.BaseStream.Flush();
        _process.StandardOutput.BaseStream.ReadExactly(_mask);
    }).Wall, 0);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}

/// <summary>Times and child processes.</summary>
internal static partial class Clock
{
    private const int ProcessClock = 2;

    public static (double[] Wall, double Processor) Time(int count, Action work)
    {
        var (times, before) = (new double[count], ProcessSeconds());
        for (var k = 0; k < count; k++)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            times[k] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return (times, ProcessSeconds() - before);
    }

    /// <summary>Processor time of all threads of this process.</summary>
    private static double ProcessSeconds() => GetTime(ProcessClock, out var time) == 0 ? time.Seconds + (time.Nanoseconds * 1e-9) : 0;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);

    public static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
