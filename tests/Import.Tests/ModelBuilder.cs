using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx;
using FpgaSeg.OnnxFormat;
using Google.Protobuf;

namespace FpgaSeg.Import.Tests;

/// <summary>Builds ONNX models by hand: input 'image' 1x1x4x6 unless told otherwise, output 'logit'.</summary>
internal sealed class ModelBuilder
{
    public ModelBuilder(params long[] inputDims)
    {
        var opset = new OperatorSetIdProto { Version = 13 };
        Proto = new ModelProto { ProducerName = "hand", Graph = new GraphProto(), OpsetImport = { opset } };
        Input("image", inputDims.Length == 0 ? [1, 1, 4, 6] : inputDims);
        Proto.Graph.Output.Add(new ValueInfoProto { Name = "logit" });
    }

    /// <summary>Goes on with a model.</summary>
    public ModelBuilder(ModelProto proto) => Proto = proto;

    public ModelProto Proto { get; }

    public GraphProto Graph => Proto.Graph;

    public static TensorProto Tensor(string name, long[] dims, params float[] data) =>
        new() { Name = name, DataType = TensorTypes.Float32, Dims = { dims }, FloatData = { data } };

    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = 2, I = value };

    public static AttributeProto Ints(string name, params long[] values) => new() { Name = name, Type = 7, Ints = { values } };

    public static AttributeProto Float(string name, float value) => new() { Name = name, Type = 1, F = value };

    public static AttributeProto Text(string name, string value) => new() { Name = name, Type = 3, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Value(TensorProto tensor) => new() { Name = "value", Type = 4, T = tensor };

    public ModelBuilder Opset(params long[] versions)
    {
        Proto.OpsetImport.Clear();
        Proto.OpsetImport.AddRange(versions.Select(v => new OperatorSetIdProto { Version = v }));
        return this;
    }

    public ModelBuilder Input(string name, long[] dims, int type = TensorTypes.Float32)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(dims.Select(d => d > 0
            ? new TensorShapeProto.Types.Dimension { DimValue = d }
            : new TensorShapeProto.Types.Dimension { DimParam = "open" }));
        Graph.Input.Add(new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new() { ElemType = type, Shape = shape } } });
        return this;
    }

    /// <summary>
    /// Adds a node; <paramref name="reads"/> and <paramref name="makes"/> are names separated by spaces, '-' for an input left out.
    /// </summary>
    public ModelBuilder Node(string op, string reads, string makes, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = op, Name = $"{op.ToLowerInvariant()}{Graph.Node.Count}", Attribute = { attributes } };
        node.Input.AddRange(reads.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => n == "-" ? "" : n));
        node.Output.AddRange(makes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Graph.Node.Add(node);
        return this;
    }

    public ModelBuilder Weights(string name, long[] dims, params float[] data)
    {
        Graph.Initializer.Add(Tensor(name, dims, data));
        return this;
    }

    public ModelBuilder Weights(TensorProto tensor)
    {
        Graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>Weights that are all <paramref name="value"/>.</summary>
    public ModelBuilder Filled(string name, float value, params long[] dims) =>
        Weights(name, dims, [.. Enumerable.Repeat(value, (int)dims.Aggregate(1L, (a, b) => a * b))]);

    /// <summary>A node, not yet in the graph, that keeps channels <paramref name="start"/> to <paramref name="end"/> - 1.</summary>
    public NodeProto Slice(string reads, string makes, long start, long end)
    {
        if (Proto.OpsetImport[0].Version < 10)
        {
            return new NodeProto
            {
                OpType = "Slice",
                Input = { reads },
                Output = { makes },
                Attribute = { Ints("starts", start), Ints("ends", end), Ints("axes", 1) },
            };
        }

        Weights(Integers($"{makes}_start", start)).Weights(Integers($"{makes}_end", end)).Weights(Integers($"{makes}_axis", 1));
        return new NodeProto { OpType = "Slice", Input = { reads, $"{makes}_start", $"{makes}_end", $"{makes}_axis" }, Output = { makes } };
    }

    /// <summary>Nodes, not yet in the graph, that give an image the dimensions <paramref name="dims"/> and undo <paramref name="order"/>.</summary>
    public NodeProto[] Rearrange(string reads, string makes, long[] dims, long[] order)
    {
        Weights(Integers($"{makes}_dims", dims));
        long[] perm = [.. Enumerable.Range(0, order.Length).Select(i => (long)Array.IndexOf(order, i))];
        return
        [
            new NodeProto { OpType = "Reshape", Input = { reads, $"{makes}_dims" }, Output = { $"{makes}_shaped" } },
            new NodeProto { OpType = "Transpose", Input = { $"{makes}_shaped" }, Output = { makes }, Attribute = { Ints("perm", perm) } },
        ];
    }

    public static TensorProto Integers(string name, params long[] values) =>
        new() { Name = name, DataType = TensorTypes.Int64, Dims = { values.Length }, Int64Data = { values } };

    public Result<ImportedModel> Import(ImportOptions? options = null) =>
        OnnxImporter.Import(Proto.ToByteArray(), "model.onnx", options ?? new ImportOptions());

    public DataflowGraph<FloatNode> ImportGraph() => Import().Value.Graph;
}
