using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast.Rows;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>Any operator that maps one byte to one byte, channel by channel: a table of what the reference kernel makes of every byte.</summary>
internal sealed unsafe class TableStep : RowStep
{
    private const int Entries = 256;

    private readonly MapLayout _output;
    private readonly Pinned<byte> _table;

    public TableStep(IntegerNode node, MapLayout input, MapLayout output)
    {
        _output = output;
        var every = new FeatureMap<int>(new FeatureShape(output.Shape.Channels, 1, Entries));
        for (var i = 0; i < every.Data.Length; i++)
            every.Data[i] = Math.Clamp(input.Format.IsSigned ? (sbyte)i : (byte)i, input.Format.Min, input.Format.Max);
        var call = new KernelCall(node with { Shape = every.Shape }, [every]);
        _table = new Pinned<byte>(Array.ConvertAll(node.Operator.Accept(new ReferenceKernels(threads: 1), call).Data, v => (byte)v));
    }

    public override int RowStride => _output.RowBytes;

    public override int RowBytes => _output.RowBytes * _output.Shape.Channels;

    public override RowView Run(StageContext context, byte* scratch, RowView input, RowView output, int y)
    {
        for (var c = 0; c < _output.Shape.Channels; c++)
            context.Kernels.Lookup(input.Bytes(c), _table.Pointer + (c * Entries), output.Bytes(c), _output.Shape.Width);
        return output;
    }
}

/// <summary>The threshold of integers wider than a byte.</summary>
internal sealed unsafe class WideThresholdStep(IntegerThreshold op, MapLayout output) : RowStep
{
    public override int RowStride => output.RowBytes;

    public override int RowBytes => output.RowBytes * output.Shape.Channels;

    public override RowView Run(StageContext context, byte* scratch, RowView input, RowView output1, int y)
    {
        for (var c = 0; c < output.Shape.Channels; c++)
        {
            var from = input.Ints(c);
            var to = output1.Bytes(c);
            for (var x = 0; x < output.Shape.Width; x++)
                to[x] = from[x] > op.Threshold ? (byte)1 : (byte)0;
        }

        return output1;
    }
}
