using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>
/// Row by row: a source gives a row, steps change it in the first-level cache, the last one writes it into the target's map. Nothing between source and
/// target ever is a whole map: a 1x1 convolution with four times the channels is a few rows long.
/// </summary>
internal sealed unsafe class RowStage : Stage
{
    private readonly RowSource _source;
    private readonly RowStep[] _steps;
    private readonly MapLayout _target;
    private readonly int _bufferBytes;

    public RowStage(int[] nodes, RowSource source, RowStep[] steps, MapLayout target)
        : base(nodes, [.. source.Reads.Concat(steps.SelectMany(s => s.Reads)).Distinct()])
    {
        (_source, _steps, _target) = (source, steps, target);
        _bufferBytes = steps.Select(s => s.RowBytes).Append(source.RowBytes).Max();
    }

    public override int Rows => _target.Shape.Height;

    public override int ScratchBytes => (2 * _bufferBytes) + _source.ScratchBytes + _steps.Select(s => s.ScratchBytes).DefaultIfEmpty(0).Max();

    public override void Run(StageContext context, int first, int end)
    {
        var scratch = context.Scratch + (2 * _bufferBytes);
        _source.Begin(context, scratch);
        for (var y = first; y < end; y++)
            RunRow(context, scratch, y);
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
