using FpgaSeg.Export.Values;
using FpgaSeg.Import.Onnx.Format;
using Google.Protobuf;

namespace FpgaSeg.Export;

/// <summary>What stands around the graph in an ONNX file.</summary>
internal static class ModelEnvelope
{
    /// <summary>The bytes of the file.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="opset">Version of ONNX's operator set.</param>
    /// <param name="tool">Name of the writer.</param>
    /// <param name="facts">Names and values for readers, in their order.</param>
    public static byte[] Bytes(GraphProto graph, int opset, string tool, params (string Key, string Value)[] facts)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersionOf(opset),
            ProducerName = tool,
            Graph = graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = opset } },
        };
        if (graph.Node.Any(n => n.Domain == QonnxCarrier.Domain))
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = QonnxCarrier.Domain, Version = 1 });
        foreach (var (key, value) in facts)
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return model.ToByteArray();
    }

    /// <summary>The file format version that was current with the operator set.</summary>
    private static int IrVersionOf(int opset) => opset >= 21 ? 10 : 7;
}
