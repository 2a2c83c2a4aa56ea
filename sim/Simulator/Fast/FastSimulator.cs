using System.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast.Rows;
using FpgaSeg.Simulator.Fast.Stages;

namespace FpgaSeg.Simulator.Fast;

/// <summary>How a <see cref="FastSimulator"/> computes; none of it changes the result.</summary>
/// <param name="Threads">Threads of one image, at least 1.</param>
/// <param name="Instructions">Null: the widest this machine has.</param>
/// <param name="Fuse">Whether neighbouring operators are computed together; without it every node has a map.</param>
public sealed record FastOptions(int Threads = 1, InstructionSet? Instructions = null, bool Fuse = true);

/// <summary>One stage of the plan and the time it took.</summary>
/// <param name="Nodes">Indices of the nodes that the stage computes together.</param>
/// <param name="Seconds">Elapsed time.</param>
public readonly record struct StageTime(IReadOnlyList<int> Nodes, double Seconds);

/// <summary>
/// The vector form of the simulator: equal to <see cref="Reference.ReferenceSimulator"/> on every integer. Memory is planned once and reused, so that an
/// image allocates nothing but its result. One instance runs one image at a time; callers from other threads wait.
/// </summary>
public sealed class FastSimulator : ISimulator, IDisposable
{
    private readonly FastPlan _plan;
    private readonly WorkerTeam _team;
    private readonly Arena _arena;
    private readonly StageContext[] _contexts;
    private readonly Action<int, int, int> _runBand;
    private readonly InstructionSet _instructions;
    private readonly Lock _oneAtATime = new();
    private FastSimulator? _unfused;
    private Stage _stage = null!;

    private FastSimulator(FastPlan plan, InstructionSet instructions, int threads)
    {
        (_plan, _instructions, _team, _runBand) = (plan, instructions, new WorkerTeam(threads), (thread, first, end) => _stage.Run(_contexts![thread], first, end));
        _arena = new Arena(plan.Arena.Bytes + ((long)threads * plan.ScratchBytes) + RowKernels.Alignment);
        var maps = Array.ConvertAll(plan.Arena.Offsets, offset => offset < 0 ? 0 : _arena.Start + (nint)offset);
        var scratch = _arena.Start + (nint)plan.Arena.Bytes;
        _contexts = [.. Enumerable.Range(0, threads).Select(t => new StageContext(plan.Kernels, maps, scratch + ((nint)t * plan.ScratchBytes)))];
    }

    /// <summary>Bytes of maps and scratch memory.</summary>
    public long WorkingBytes => _arena.Bytes;

    /// <summary>The nodes each stage computes together, and the nodes whose maps it reads and writes; in the order in which they run.</summary>
    public IEnumerable<(IReadOnlyList<int> Nodes, IReadOnlyList<int> Reads, IReadOnlyList<int> Writes)> Stages => _plan.Stages.Select(s => (s.Nodes, s.Reads, s.Writes));

    /// <summary>Prepares a graph: weights are packed, scales proven, memory is planned.</summary>
    public static FastSimulator Create(DataflowGraph<IntegerNode> graph, FastOptions? options = null)
    {
        options ??= new FastOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        var instructions = options.Instructions ?? InstructionSets.Widest;
        return new FastSimulator(new FastPlan(graph, instructions, options.Fuse), instructions, options.Threads);
    }

    /// <summary>Another simulator with memory of its own and the same plan, for another thread.</summary>
    public FastSimulator Share() => new(_plan, _instructions, _team.Threads);

    public FeatureMap<int> Run(FeatureMap<byte> pixels)
    {
        lock (_oneAtATime)
        {
            Execute(pixels);
            return Map(_plan.Layouts.Length - 1);
        }
    }

    /// <summary>The output as bytes in raster order, for an output of at most 8 bits; allocates nothing.</summary>
    /// <exception cref="ArgumentException">The image or <paramref name="output"/> has the wrong size.</exception>
    public void Run(FeatureMap<byte> pixels, Span<byte> output)
    {
        lock (_oneAtATime)
        {
            Execute(pixels);
            CopyOutput(output);
        }
    }

    private unsafe void CopyOutput(Span<byte> output)
    {
        var layout = _plan.Layouts[^1];
        if (layout.Form != RowForm.Bytes || output.Length != layout.Shape.Count)
            throw new ArgumentException($"{output.Length} bytes for an output of {layout.Shape} and format {layout.Format}.", nameof(output));
        for (var c = 0; c < layout.Shape.Channels; c++)
        {
            for (var y = 0; y < layout.Shape.Height; y++)
            {
                var row = new Span<byte>(layout.Row(_contexts[0].Map(_plan.Layouts.Length - 1), y).Bytes(c), layout.Shape.Width);
                row.CopyTo(output[(((c * layout.Shape.Height) + y) * layout.Shape.Width)..]);
            }
        }

        GC.KeepAlive(_arena);
    }

    public FeatureMap<int>[] RunAll(FeatureMap<byte> pixels)
    {
        lock (_oneAtATime)
        {
            _unfused ??= new FastSimulator(new FastPlan(_plan.Graph, _instructions, fuse: false), _instructions, _team.Threads);
            _unfused.Execute(pixels);
            return [.. Enumerable.Range(0, _plan.Layouts.Length).Select(_unfused.Map)];
        }
    }

    /// <summary>Runs one image and gives the time of every stage, in order.</summary>
    public IReadOnlyList<StageTime> Profile(FeatureMap<byte> pixels)
    {
        lock (_oneAtATime)
        {
            var times = new List<StageTime>(_plan.Stages.Count);
            Load(pixels);
            foreach (var stage in _plan.Stages)
            {
                var start = Stopwatch.GetTimestamp();
                RunStage(stage);
                times.Add(new StageTime(stage.Nodes, Stopwatch.GetElapsedTime(start).TotalSeconds));
            }

            return times;
        }
    }

    public void Dispose()
    {
        _team.Dispose();
        _arena.Dispose();
        _unfused?.Dispose();
    }

    private void Execute(FeatureMap<byte> pixels)
    {
        Load(pixels);
        for (var s = 0; s < _plan.Stages.Count; s++)
            RunStage(_plan.Stages[s]);
    }

    private void RunStage(Stage stage)
    {
        _stage = stage;
        _team.Run(stage.Rows, _runBand);
    }

    private unsafe void Load(FeatureMap<byte> pixels)
    {
        ObjectDisposedException.ThrowIf(_arena.IsClosed, this);
        var layout = _plan.Layouts[0];
        if (pixels.Shape != layout.Shape)
            throw new ArgumentException($"An image of {pixels.Shape} for a network of {layout.Shape}.", nameof(pixels));
        for (var c = 0; c < layout.Shape.Channels; c++)
        {
            for (var y = 0; y < layout.Shape.Height; y++)
                pixels.Row(c, y).CopyTo(new Span<byte>(layout.Row(_contexts[0].Map(0), y).Bytes(c), layout.Shape.Width));
        }
    }

    private unsafe FeatureMap<int> Map(int node)
    {
        var map = _plan.Layouts[node].Read(_contexts[0].Map(node));
        GC.KeepAlive(_arena);
        return map;
    }
}
