namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>Max pooling of a map of bytes.</summary>
internal sealed unsafe class MaxPoolStage(int index, MaxPoolRows rows) : Stage([index], [rows.Input], [index])
{
    public override int Rows => rows.Height;

    public override int ScratchBytes => rows.ScratchBytes;

    public override void Run(StageContext context, int first, int end)
    {
        for (var y = first; y < end; y++)
            rows.Run(context, context.Scratch, y);
    }
}
