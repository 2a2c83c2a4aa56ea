using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast.Rows;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>An operator without a kernel of its own: the plain loops, on copies of the maps.</summary>
internal sealed unsafe class ReferenceStage(int index, IntegerNode node, MapLayout[] layouts) : Stage([index], [.. node.Inputs], [index])
{
    private readonly ReferenceKernels _kernels = new(threads: 1);

    public override int Rows => 1;

    public override void Run(StageContext context, int first, int end)
    {
        var inputs = node.Inputs.Select(i => layouts[i].Read(context.Map(i))).ToArray();
        layouts[index].Write(node.Operator.Accept(_kernels, new KernelCall(node, inputs)), context.Map(index));
    }
}
