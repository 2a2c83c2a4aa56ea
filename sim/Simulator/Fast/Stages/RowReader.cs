using FpgaSeg.Core.Tensors;
using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>Reads single rows of bytes: of a map, or of a map that is resized on the way.</summary>
internal abstract unsafe class RowReader(FeatureShape shape, bool isSigned, int[] reads)
{
    public FeatureShape Shape { get; } = shape;

    public bool IsSigned { get; } = isSigned;

    public IReadOnlyList<int> Reads { get; } = reads;

    /// <summary>Writes exactly the row's width, so that zeros around it stay.</summary>
    public abstract void Read(StageContext context, int channel, int y, byte* row);

    /// <summary>Row <paramref name="y"/> of every channel where they lie; null where they lie nowhere and have to be read.</summary>
    public virtual RowView? Rows(StageContext context, int y) => null;
}

/// <summary>Rows of a map.</summary>
internal sealed unsafe class MapReader(int node, MapLayout layout) : RowReader(layout.Shape, layout.Format.IsSigned, [node])
{
    public override void Read(StageContext context, int channel, int y, byte* row) =>
        Buffer.MemoryCopy(layout.Row(context.Map(node), y).Bytes(channel), row, Shape.Width, Shape.Width);

    public override RowView? Rows(StageContext context, int y) => layout.Row(context.Map(node), y);
}
