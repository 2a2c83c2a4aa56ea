using FpgaSeg.OnnxFormat;
using Google.Protobuf;

namespace FpgaSeg.Fuzz.Tests;

/// <summary>ONNX files that parse but say nonsense: edges to anywhere (cycles among them), extreme dimensions and attributes, lost and repeated nodes.</summary>
public sealed class OnnxFuzzTests
{
    private const int Rounds = 250;

    /// <summary>Cases of this class.</summary>
    public static int Cases => Corpus.Onnx.Length * Rounds;

    public static TheoryData<string> Files() => new(Corpus.Onnx);

    [Theory(Timeout = FuzzCase.HangMilliseconds)]
    [MemberData(nameof(Files))]
    public Task Nonsense_gives_a_model_or_coded_errors(string file) => Task.Run(() =>
    {
        FuzzCase.WarmUp("onnx");
        var content = Corpus.Read($"{file}.onnx");
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var model = ModelProto.Parser.ParseFrom(content);
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                if (model.Functions.Count > 0 && random.Next(2) == 0)
                    Change(Any([.. model.Functions], random), random);
                else
                    Change(model.Graph, random);
            }

            FuzzCase.Check("onnx", model.ToByteArray(), $"{file}, round {round}");
        }
    });

    private static void Change(GraphProto graph, Random random)
    {
        var names = graph.Node.SelectMany(n => n.Output).Concat(graph.Initializer.Select(t => t.Name)).Append("image").Append("").ToArray();
        var node = graph.Node.Count > 0 ? graph.Node[random.Next(graph.Node.Count)] : new NodeProto();
        switch (random.Next(9))
        {
            case 0 when node.Input.Count > 0: node.Input[random.Next(node.Input.Count)] = Any(names, random); break;
            case 1 when node.Output.Count > 0: node.Output[0] = Any(names, random); break;
            case 2: node.OpType = Any([.. graph.Node.Select(n => n.OpType), "Reshape", "ConvTranspose", "Softmax", "Loop"], random); break;
            case 3 when node.Attribute.Count > 0: Change(Any([.. node.Attribute], random), random); break;
            case 4 when graph.Initializer.Count > 0: Change(Any([.. graph.Initializer], random), random); break;
            case 5: graph.Node.Remove(node); break;
            case 6: graph.Node.Add(node.Clone()); break;
            case 7: graph.Input[0].Type.TensorType.Shape.Dim[random.Next(4)].DimValue = Damage.Extreme(random); break;
            default: node.Input.Add(Any(names, random)); break;
        }
    }

    /// <summary>Calls of other functions, of itself too, lost parameters, other versions.</summary>
    private static void Change(FunctionProto function, Random random)
    {
        if (function.Node.Count == 0)
            return;
        var node = Any([.. function.Node], random);
        switch (random.Next(7))
        {
            case 0: (node.OpType, node.Domain) = (function.Name, function.Domain); break;
            case 1 when function.Input.Count > 0: function.Input.RemoveAt(random.Next(function.Input.Count)); break;
            case 2: function.Output.Clear(); break;
            case 3: function.Node.Remove(node); break;
            case 4: function.OpsetImport[0].Version = random.Next(25); break;
            case 5 when node.Input.Count > 0: node.Input[0] = Any([.. function.Input, .. function.Output, ""], random); break;
            default: node.Attribute.Add(new AttributeProto { Name = "kernel_shape", RefAttrName = Any(["strides", "", "group"], random) }); break;
        }
    }

    private static void Change(AttributeProto attribute, Random random)
    {
        if (attribute.Ints.Count > 0 && random.Next(3) > 0)
            attribute.Ints[random.Next(attribute.Ints.Count)] = Damage.Extreme(random);
        else if (attribute.T is { } tensor)
            Change(tensor, random);
        else
            (attribute.I, attribute.F, attribute.Type) = (Damage.Extreme(random), BitConverter.Int32BitsToSingle(random.Next()), random.Next(9));
    }

    private static void Change(TensorProto tensor, Random random)
    {
        switch (random.Next(4))
        {
            case 0 when tensor.Dims.Count > 0: tensor.Dims[random.Next(tensor.Dims.Count)] = Damage.Extreme(random); break;
            case 1: tensor.DataType = random.Next(20); break;
            case 2: tensor.DataLocation = 1; break;
            default: tensor.RawData = ByteString.CopyFrom(new byte[random.Next(64)]); break;
        }
    }

    private static T Any<T>(T[] items, Random random) => items[random.Next(items.Length)];
}
