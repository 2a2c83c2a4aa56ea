using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>DepthToSpace (both modes) and SpaceToDepth, as the reshapes and the transpose that ONNX defines them by.</summary>
internal sealed class BlockReader(string opType) : IOnnxOperatorReader
{
    private const int MostBlock = 64;

    public string OpType => opType;

    public IReadOnlyCollection<string> Attributes => ["blocksize", "mode"];

    private bool ToSpace => opType == "DepthToSpace";

    public void Read(NodeReading reading)
    {
        var map = reading.Map(0);
        var block = reading.Attributes.Int("blocksize", 0);
        var mode = reading.Attributes.Text("mode", "DCR");
        if (mode is not ("DCR" or "CRD"))
            reading.Attributes.Refuse("mode", mode, "DCR and CRD exist.", "export the model again.");
        if (map.Shape is not { } s)
            return;
        var fits = block is >= 1 and <= MostBlock
            && (ToSpace ? s.Channels % (block * block) == 0 : s.Height % block == 0 && s.Width % block == 0);
        if (!fits)
        {
            reading.Attributes.Refuse(
                "blocksize", $"{block}", $"a map of {s} cannot be divided into such blocks (1 to {MostBlock}).", "use a size that it divides.");
            return;
        }

        var layout = TensorLayout.ChannelsFirst(s);
        var (c, h, w, b) = (s.Channels, s.Height, s.Width, block);
        var moved = (ToSpace, mode) switch
        {
            (true, "DCR") => layout.Reshape([1, b, b, c / (b * b), h, w])!.Transpose([0, 3, 4, 1, 5, 2]),
            (true, _) => layout.Reshape([1, c / (b * b), b, b, h, w])!.Transpose([0, 1, 4, 2, 5, 3]),
            _ => layout.Reshape([1, c, h / b, b, w / b, b])!.Transpose([0, 3, 5, 1, 2, 4]),
        };
        long[] sizes = ToSpace ? [1, c / (b * b), h * b, w * b] : [1, c * b * b, h / b, w / b];
        reading.Define(TensorValue.Of(map, moved.Reshape(sizes)));
    }
}
