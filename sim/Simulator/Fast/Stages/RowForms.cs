using FpgaSeg.Simulator.Fast.Rows;

namespace FpgaSeg.Simulator.Fast.Stages;

/// <summary>Room that a row of some form takes.</summary>
internal static class RowForms
{
    /// <summary>Bytes from channel to channel (or pair to pair), and of all of them.</summary>
    public static (int Stride, int Bytes) Room(RowForm form, int channels, int width)
    {
        var stride = RowKernels.Align(width) * (form == RowForm.Bytes ? 1 : sizeof(int));
        return (stride, stride * (form == RowForm.Pairs ? (channels + 1) / 2 : channels));
    }
}
