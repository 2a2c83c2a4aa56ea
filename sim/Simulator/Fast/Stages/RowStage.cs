using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>
/// Row by row: a source gives a row, steps change it in the first-level cache, the last one writes it into the target's map. Nothing between source and
/// target ever is a whole map: a 1x1 convolution with four times the channels is a few rows long. A max pooling of two by two takes every second row with the one before it.
/// </summary>
internal sealed unsafe class RowStage : Stage
{
    private readonly RowSource _source;
    private readonly RowStep[] _steps;
    private readonly MapLayout _target;
    private readonly MaxPoolRows? _halved;
    private readonly int _bufferBytes;

    /// <param name="nodes">The nodes computed, the last one the target.</param>
    /// <param name="source">Gives the rows.</param>
    /// <param name="steps">Change them.</param>
    /// <param name="target">Layout of the map.</param>
    /// <param name="halved">A pooling of the target, two by two, if one is taken too.</param>
    public RowStage(int[] nodes, RowSource source, RowStep[] steps, MapLayout target, MaxPoolRows? halved)
        : base(
            halved is null ? nodes : [.. nodes, halved.Node],
            [.. source.Reads.Concat(steps.SelectMany(s => s.Reads)).Distinct()],
            halved is null ? [nodes[^1]] : [nodes[^1], halved.Node])
    {
        (_source, _steps, _target, _halved) = (source, steps, target, halved);
        _bufferBytes = steps.Select(s => s.RowBytes).Append(source.RowBytes).Max();
    }

    public override int Rows => (_target.Shape.Height + Group - 1) / Group;

    public override int ScratchBytes => (2 * _bufferBytes) + _source.ScratchBytes + Math.Max(_halved?.ScratchBytes ?? 0, _steps.Select(s => s.ScratchBytes).DefaultIfEmpty(0).Max());

    /// <summary>Rows that stay together.</summary>
    private int Group => _halved is null ? 1 : 2;

    public override void Run(StageContext context, int first, int end)
    {
        var scratch = context.Scratch + (2 * _bufferBytes);
        _source.Begin(context, scratch);
        for (var y = first * Group; y < Math.Min(end * Group, _target.Shape.Height); y++)
        {
            RunRow(context, scratch, y);
            if (_halved is not null && y % 2 != 0)
                _halved.Run(context, scratch + _source.ScratchBytes, y / 2);
        }
    }

    private void RunRow(StageContext context, byte* scratch, int y)
    {
        var target = _target.Row(context.Map(Target), y);
        var buffer = 0;
        var view = _source.Row(context, scratch, y, _steps.Length == 0 ? target : Buffer(context, buffer, _source.RowStride));
        for (var k = 0; k < _steps.Length; k++)
        {
            buffer ^= 1;
            view = _steps[k].Run(context, scratch + _source.ScratchBytes, view, k == _steps.Length - 1 ? target : Buffer(context, buffer, _steps[k].RowStride), y);
        }
    }

    private RowView Buffer(StageContext context, int index, int stride) => new(context.Scratch + (index * _bufferBytes), stride);
}

/// <summary>Gives the rows a stage begins with.</summary>
internal abstract unsafe class RowSource
{
    /// <summary>Nodes whose maps it reads.</summary>
    public abstract IReadOnlyList<int> Reads { get; }

    /// <summary>Bytes from one channel's row to the next in the buffer it fills; 0 where it fills none.</summary>
    public abstract int RowStride { get; }

    /// <summary>Bytes of that buffer.</summary>
    public abstract int RowBytes { get; }

    public virtual int ScratchBytes => 0;

    /// <summary>Called before the first row of a band.</summary>
    public virtual void Begin(StageContext context, byte* scratch)
    {
    }

    /// <summary>Row <paramref name="y"/>, in <paramref name="output"/> or where it already is.</summary>
    public abstract RowView Row(StageContext context, byte* scratch, int y, RowView output);
}

/// <summary>Changes a row.</summary>
internal abstract unsafe class RowStep
{
    /// <summary>Nodes whose maps it reads.</summary>
    public virtual IReadOnlyList<int> Reads => [];

    /// <summary>Bytes from one channel's row to the next in the buffer it fills.</summary>
    public abstract int RowStride { get; }

    /// <summary>Bytes of that buffer.</summary>
    public abstract int RowBytes { get; }

    public virtual int ScratchBytes => 0;

    /// <summary>Writes row <paramref name="y"/> to <paramref name="output"/> and says where it is.</summary>
    public abstract RowView Run(StageContext context, byte* scratch, RowView input, RowView output, int y);
}
