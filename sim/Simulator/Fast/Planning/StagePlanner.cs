using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast.Rows;
using FpgaSeg.Simulator.Fast.Stages;

namespace FpgaSeg.Simulator.Fast.Planning;

/// <summary>
/// Cuts a graph into stages. A stage begins with an operator and goes on as long as its value has one reader that works row by row: 1x1 convolutions, sums
/// with a map that is there already, element-wise operators. A resize whose one reader is a convolution is read through it.
/// </summary>
internal sealed class StagePlanner
{
    private readonly DataflowGraph<IntegerNode> _graph;
    private readonly MapLayout[] _layouts;
    private readonly RowKernels _kernels;
    private readonly bool _fuse;
    private readonly HashSet<int> _covered = [0];
    private readonly HashSet<int> _available = [0];

    public StagePlanner(DataflowGraph<IntegerNode> graph, MapLayout[] layouts, RowKernels kernels, bool fuse) =>
        (_graph, _layouts, _kernels, _fuse) = (graph, layouts, kernels, fuse);

    /// <summary>The stages in the order in which they run.</summary>
    public IReadOnlyList<Stage> Plan()
    {
        var stages = new List<Stage>();
        for (var i = 1; i < _graph.Nodes.Length; i++)
        {
            if (_covered.Contains(i) || IsReadThrough(i))
                continue;
            var stage = Whole(i) ?? RowByRow(i);
            _covered.UnionWith(stage.Nodes);
            _available.UnionWith(stage.Writes);
            stages.Add(stage);
        }

        return stages;
    }

    private IntegerNode Node(int index) => _graph.Nodes[index];

    private bool IsBytes(int index) => _layouts[index].Form == RowForm.Bytes;

    /// <summary>A resize that a convolution reads row by row has no map of its own.</summary>
    private bool IsReadThrough(int index) =>
        _fuse && Node(index).Operator is IntegerResize2d && IsBytes(index) && _graph.Consumers(index) is [var reader]
        && Node(reader).Operator is IntegerConv2d conv && !IsPointwise(conv);

    private Stage? Whole(int index)
    {
        var node = Node(index);
        var bytes = IsBytes(index) && node.Inputs.All(IsBytes);
        return node.Operator switch
        {
            IntegerMaxPool2d when bytes => new MaxPoolStage(index, Pooling(index)),
            IntegerConcat or IntegerChannelSelect or IntegerCropPad or IntegerDepthToSpace or IntegerResize2d when bytes => new MoveStage(index, node, _layouts),
            IntegerConv2d when IsBytes(node.Inputs[0]) => null,
            IntegerThreshold => null,
            IntegerAdd or IntegerAffine or IntegerTable or IntegerPRelu when bytes && StepOf(index, node.Inputs[0]) is not null => null,
            _ => new ReferenceStage(index, node, _layouts),
        };
    }

    private RowStage RowByRow(int first)
    {
        var (nodes, steps) = (new List<int>(), new List<RowStep>());
        var node = Node(first);
        RowSource source;
        RowForm form;
        if (node.Operator is IntegerConv2d conv && !IsPointwise(conv))
        {
            var (core, add, last) = Convolution(first);
            form = FormAfter(last, core);
            source = new WindowSource(ReaderOf(node.Inputs[0]), core, add, form, node.Shape.Channels, node.Shape.Width);
            nodes.AddRange(last == first ? [first] : [first, last]);
        }
        else
        {
            source = new MapSource(node.Inputs[0], _layouts[node.Inputs[0]]);
            form = Append(steps, nodes, first, node.Inputs[0], _layouts[node.Inputs[0]].Form);
        }

        for (var next = Next(nodes[^1]); next >= 0; next = Next(nodes[^1]))
            form = Append(steps, nodes, next, nodes[^1], form);
        return new RowStage([.. nodes], source, [.. steps], _layouts[nodes[^1]], Halved(nodes[^1]));
    }

    /// <summary>A pooling, two by two, of a map of bytes: its rows are taken while those of the map are in the cache.</summary>
    private MaxPoolRows? Halved(int index)
    {
        var halving = new WindowGeometry(2, 2) { StrideX = 2, StrideY = 2 };
        var reader = _fuse && IsBytes(index) ? _graph.Consumers(index).FirstOrDefault(r => Node(r).Operator is IntegerMaxPool2d pool && pool.Window == halving, -1) : -1;
        return reader < 0 ? null : Pooling(reader);
    }

    private MaxPoolRows Pooling(int index) => new(index, Node(index), _layouts[Node(index).Inputs[0]], _layouts[index]);

    /// <summary>The steps of a node whose row comes as <paramref name="form"/> from node <paramref name="input"/>; the form they leave.</summary>
    private RowForm Append(List<RowStep> steps, List<int> nodes, int index, int input, RowForm form)
    {
        var node = Node(index);
        nodes.Add(index);
        if (node.Operator is not IntegerConv2d)
        {
            steps.Add(StepOf(index, input)!);
            return _layouts[index].Form;
        }

        if (form == RowForm.Bytes)
            steps.Add(new PackStep(Node(input).Shape.Channels, node.Shape.Width, Node(input).Format.IsSigned));
        var (core, add, last) = Convolution(index);
        form = FormAfter(last, core);
        steps.Add(new PointwiseStep(core, add, form, node.Shape.Channels, node.Shape.Width));
        if (last != index)
            nodes.Add(last);
        return form;
    }

    /// <summary>A convolution, and the sum or threshold behind it if it can be taken in registers; the last node of the two.</summary>
    private (ConvCore Core, FusedAdd? Add, int Last) Convolution(int index)
    {
        var (node, next) = (Node(index), Next(index));
        if (next >= 0 && Node(next).Operator is IntegerThreshold)
            return (new ConvCore(node, Node(node.Inputs[0]), Node(next)), null, next);
        var core = new ConvCore(node, Node(node.Inputs[0]));
        if (!IsBytes(index) || !core.EndsInRegisters || next < 0 || Node(next).Operator is not IntegerAdd add)
            return (core, null, index);
        var termIsFirst = Node(next).Inputs[0] == index;
        var other = Node(next).Inputs[termIsFirst ? 1 : 0];
        return (core, new FusedAdd(add, other, _layouts[other], core.Range, termIsFirst, ByteRange.Of(Node(next).Format)), next);
    }

    private RowForm FormAfter(int index, ConvCore core) =>
        IsBytes(index) && core.CanGivePairs && Next(index) is >= 0 and var next && Node(next).Operator is IntegerConv2d ? RowForm.Pairs : _layouts[index].Form;

    private RowReader ReaderOf(int index) => IsReadThrough(index)
        ? new ResizeReader(Node(index), Node(index).Inputs[0], _layouts[Node(index).Inputs[0]])
        : new MapReader(index, _layouts[index]);

    /// <summary>The node that goes on with this node's rows, or -1.</summary>
    private int Next(int index)
    {
        if (!_fuse || _graph.Consumers(index) is not [var next] || Node(next).Shape is var shape && (shape.Height != Node(index).Shape.Height || shape.Width != Node(index).Shape.Width))
            return -1;
        return Node(next).Operator switch
        {
            IntegerConv2d conv => IsBytes(index) && IsPointwise(conv) ? next : -1,
            IntegerThreshold => next,
            IntegerAdd or IntegerAffine or IntegerTable or IntegerPRelu => IsBytes(index) && IsBytes(next) && StepOf(next, index) is not null ? next : -1,
            _ => -1,
        };
    }

    private RowStep? StepOf(int index, int row)
    {
        var (node, output) = (Node(index), _layouts[index]);
        switch (node.Operator)
        {
            case IntegerAdd add:
                var isFirst = node.Inputs[0] == row;
                var other = node.Inputs[isFirst ? 1 : 0];
                var fits = FusedAdd.Fits(add) && IsBytes(other) && _available.Contains(other) && Node(other).Shape == node.Shape && Node(row).Shape == node.Shape;
                return fits ? new AddStep(add, other, _layouts[other], Node(row).Format.IsSigned, isFirst, output) : null;
            case IntegerAffine affine when !_kernels.LooksUp:
                return new AffineStep(affine, _layouts[row], output);
            case IntegerThreshold threshold when !IsBytes(row):
                return new WideThresholdStep(threshold, output);
            default:
                return new TableStep(node, _layouts[row], output);
        }
    }

    /// <summary>Reads and writes one column at a time, all channels of one group.</summary>
    private static bool IsPointwise(IntegerConv2d conv) => conv.Groups == 1 && conv.Window == new WindowGeometry(1, 1);
}
