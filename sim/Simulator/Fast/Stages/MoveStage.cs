using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>Operators that only move bytes.</summary>
internal sealed unsafe class MoveStage(int index, IntegerNode node, MapLayout[] layouts) : Stage([index], [.. node.Inputs], [index])
{
    private readonly MapLayout _output = layouts[index];

    public override int Rows => _output.Shape.Height;

    public override void Run(StageContext context, int first, int end)
    {
        for (var y = first; y < end; y++)
        {
            var row = _output.Row(context.Map(Target), y);
            switch (node.Operator)
            {
                case IntegerConcat:
                    Concat(context, y, row);
                    break;
                case IntegerChannelSelect select:
                    for (var c = 0; c < select.Channels.Length; c++)
                        Copy(Input(context, y).Bytes(select.Channels[c]), row.Bytes(c), _output.Shape.Width);
                    break;
                case IntegerCropPad crop:
                    Crop(context, crop, y, row);
                    break;
                case IntegerDepthToSpace blocks:
                    Spread(context, blocks, y, row);
                    break;
                case IntegerResize2d:
                    for (var c = 0; c < _output.Shape.Channels; c++)
                        _resize!.Read(context, c, y, row.Bytes(c));
                    break;
            }
        }
    }

    private readonly ResizeReader? _resize = node.Operator is IntegerResize2d ? new(node, node.Inputs[0], layouts[node.Inputs[0]]) : null;

    private RowView Input(StageContext context, int y) => layouts[node.Inputs[0]].Row(context.Map(node.Inputs[0]), y);

    private static void Copy(byte* from, byte* to, int count) => Buffer.MemoryCopy(from, to, count, count);

    private void Concat(StageContext context, int y, RowView row)
    {
        var c = 0;
        foreach (var input in node.Inputs)
        {
            var source = layouts[input].Row(context.Map(input), y);
            for (var k = 0; k < layouts[input].Shape.Channels; k++)
                Copy(source.Bytes(k), row.Bytes(c++), _output.Shape.Width);
        }
    }

    private void Crop(StageContext context, IntegerCropPad crop, int y, RowView row)
    {
        var (shape, from) = (layouts[node.Inputs[0]].Shape, y + crop.Top);
        var first = Math.Clamp(-crop.Left, 0, _output.Shape.Width);
        var end = Math.Clamp(shape.Width - crop.Left, first, _output.Shape.Width);
        for (var c = 0; c < _output.Shape.Channels; c++)
        {
            new Span<byte>(row.Bytes(c), _output.Shape.Width).Clear();
            if (from >= 0 && from < shape.Height)
                Copy(Input(context, from).Bytes(c) + first + crop.Left, row.Bytes(c) + first, end - first);
        }
    }

    private void Spread(StageContext context, IntegerDepthToSpace blocks, int y, RowView row)
    {
        var source = Input(context, y / blocks.BlockY);
        for (var c = 0; c < _output.Shape.Channels; c++)
        {
            var firstChannel = ((c * blocks.BlockY) + (y % blocks.BlockY)) * blocks.BlockX;
            if (blocks.BlockX == 2)
                context.Kernels.Interleave(source.Bytes(firstChannel), source.Bytes(firstChannel + 1), row.Bytes(c), context.Kernels.Columns(_output.Shape.Width / 2));
            for (var j = 0; blocks.BlockX != 2 && j < blocks.BlockX; j++)
            {
                byte* from = source.Bytes(firstChannel + j), to = row.Bytes(c) + j;
                for (var x = 0; x < _output.Shape.Width / blocks.BlockX; x++)
                    to[x * blocks.BlockX] = from[x];
            }
        }
    }
}
