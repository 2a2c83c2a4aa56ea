using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Onnx;
using FpgaSeg.OnnxFormat;
using Google.Protobuf;
using static FpgaSeg.Import.Tests.ModelBuilder;

namespace FpgaSeg.Import.Tests;

/// <summary>One way to get each error; the golden file of the same name holds its text.</summary>
internal static class BadModels
{
    public static readonly IReadOnlyDictionary<string, Func<IEnumerable<Diagnostic>>> All =
        Files().Concat(Graphs()).Concat(Tensors()).Concat(Nodes()).Concat(Layouts()).Concat(BadFunctions.All).ToDictionary(c => c.Key, c => c.Value);

    private static Dictionary<string, Func<IEnumerable<Diagnostic>>> Files() => new()
    {
        ["FS1001"] = () => ModelImporters.Import("no/such/model.onnx", new()).Errors,
        ["FS1002"] = () => ModelImporters.Import(".", new()).Errors,
        ["FS1003"] = () => OnnxImporter.Import([], "empty.onnx", new()).Errors,
        ["FS1004"] = () => InFolder("notes.txt", "not a model"u8, path => ModelImporters.Import(path, new()).Errors),
        ["FS1101"] = () => OnnxImporter.Import([.. "certainly no model"u8], "model.onnx", new()).Errors,
        ["FS1101_truncated"] = () => OnnxImporter.Import(Fixture.Load("nearest").Model[..700], "model.onnx", new()).Errors,
        ["FS1101_no_graph"] = () => OnnxImporter.Import([0x08, 0x07], "model.onnx", new()).Errors,
    };

    private static Dictionary<string, Func<IEnumerable<Diagnostic>>> Graphs() => new()
    {
        ["FS1102"] = () => Relu().Opset(6).Import().Errors,
        ["FS1102_none"] = () => Relu().Opset().Import().Errors,
        ["FS1103"] = () => Relu().Input("weights", [1, 1, 4, 6]).Import().Errors,
        ["FS1103_none"] = () => Changed(Relu().Filled("image", 0, 1, 1, 4, 6), m => m.Graph.Input.Clear()).Import().Errors,
        ["FS1104"] = () => Changed(Relu(), m => m.Graph.Output.Add(new ValueInfoProto { Name = "image" })).Import().Errors,
        ["FS1104_none"] = () => Changed(Relu(), m => m.Graph.Output.Clear()).Import().Errors,
        ["FS1105_batch"] = () => new ModelBuilder(8, 3, 4, 6).Node("Relu", "image", "logit").Import().Errors,
        ["FS1105_rank"] = () => new ModelBuilder(1, 4096).Node("Relu", "image", "logit").Import().Errors,
        ["FS1105_bytes"] = () => Changed(Relu(), m => m.Graph.Input[0].Type.TensorType.ElemType = 2).Import().Errors,
        ["FS1106"] = () => new ModelBuilder(1, 1, 0, 6).Node("Relu", "image", "logit").Import().Errors,
        ["FS1107"] = () => new ModelBuilder().Node("Conv", "image w", "logit").Import().Errors,
        ["FS1108"] = () => new ModelBuilder().Node("Add", "image b", "a").Node("Relu", "a", "b").Node("Relu", "b", "logit").Import().Errors,
        ["FS1109"] = () => Relu().Node("Relu", "image", "logit").Import().Errors,
        ["FS1117"] = () => Changed(Relu(), m => m.Graph.Output.Add(new ValueInfoProto { Name = "image" })).Import(new(Output: "edge")).Errors,
        ["FS1118"] = () => new ModelBuilder(1, 3, 4, 6).Node("Softmax", "image", "logit", Int("axis", 1)).Import(new(Class: 3)).Errors,
        ["FS1118_single"] = () => Relu().Import(new(Class: 1)).Errors,
        ["FS1119"] = () => new ModelBuilder().Node("Transpose", "image", "logit", Ints("perm", 0, 1, 3, 2)).Import().Errors,
        ["FS1114"] = () => new ModelBuilder(1, 1, 20000, 6).Node("Relu", "image", "logit").Import().Errors,
        ["FS1115"] = () => Changed(new ModelBuilder().Filled("c", 1, 1, 1, 4, 6), m => m.Graph.Output[0].Name = "c").Import().Errors,
        ["FS1116"] = () => new ModelBuilder(1, 3, 4, 6).Node("Relu", "image", "logit").Import().Errors,
    };

    private static Dictionary<string, Func<IEnumerable<Diagnostic>>> Tensors() => new()
    {
        ["FS1110"] = () => Conv().Weights("w", [1, 1, 3, 3], 1, 2, 3).Import().Errors,
        ["FS1110_bytes"] = () =>
            Conv().Weights(new TensorProto { Name = "w", DataType = 1, Dims = { 1, 1, 1, 1 }, RawData = ByteString.CopyFrom(1, 2, 3) })
                .Import().Errors,
        ["FS1110_dims"] = () => Conv().Weights("w", [1, 1, -3, 3], 1).Import().Errors,
        ["FS1111"] = () =>
            Conv().Weights(new TensorProto { Name = "w", DataType = 3, Dims = { 1, 1, 1, 1 }, Int32Data = { 1 } }).Import().Errors,
        ["FS1111_sparse"] = () => Changed(Conv(), m => m.Graph.SparseInitializer.Add(
            new SparseTensorProto { Values = new TensorProto { Name = "w" } })).Import().Errors,
        ["FS1112"] = () =>
            Conv().Weights(new TensorProto { Name = "w", DataType = 1, Dims = { 1, 1, 1, 1 }, DataLocation = 1 }).Import().Errors,
        ["FS1113"] = () => Conv().Weights("w", [1, 1, 1, 3], 1, float.NaN, float.PositiveInfinity).Import().Errors,
        ["FS1113_infinity"] = () => Conv().Weights("w", [1, 1, 1, 2], 1, float.NegativeInfinity).Import().Errors,
    };

    private static Dictionary<string, Func<IEnumerable<Diagnostic>>> Nodes() => new()
    {
        ["FS1201"] = () =>
            new ModelBuilder().Node("LayerNormalization", "image", "a").Node("Relu", "a", "b").Node("GridSample", "b", "c")
                .Node("Unknown", "c", "logit").Import().Errors,
        ["FS1202"] = () => Conv(Ints("strides", 2)).Filled("w", 1, 1, 1, 3, 3).Import().Errors,
        ["FS1202_unknown"] = () => new ModelBuilder().Node("Relu", "image", "logit", Float("slope", 0.1f)).Import().Errors,
        ["FS1202_ceil"] = () =>
            new ModelBuilder(1, 1, 5, 6)
                .Node(
                    "AveragePool", "image", "logit",
                    Ints("kernel_shape", 2, 2), Ints("strides", 2, 2), Int("ceil_mode", 1), Int("count_include_pad", 1))
                .Import().Errors,
        ["FS1203"] = () => new ModelBuilder().Weights("c", [1, 1, 1, 6], 1, 2, 3, 4, 5, 6).Node("Add", "image c", "logit").Import().Errors,
        ["FS1203_computed"] = () => new ModelBuilder().Node("Relu", "image", "w").Node("Conv", "image w", "logit").Import().Errors,
        ["FS1204"] = () => Conv().Filled("w", 1, 1, 3, 3, 3).Import().Errors,
        ["FS1204_add"] = () =>
            new ModelBuilder().Node("MaxPool", "image", "p", Ints("kernel_shape", 2, 2)).Node("Add", "image p", "logit").Import().Errors,
        ["FS1203_pair"] = () =>
            new ModelBuilder().Node("MaxPool", "image", "p", Ints("kernel_shape", 1, 1)).Node("Div", "image p", "logit").Import().Errors,
        ["FS1203_norm"] = () =>
            new ModelBuilder(1, 4, 4, 6).Node("ReduceMean", "image", "m", Ints("axes", 1)).Node("Sqrt", "m", "s").Node("Div", "image s", "logit")
                .Import().Errors,
        ["FS1203_output"] = () =>
            new ModelBuilder().Node("MaxPool", "image", "p i", Ints("kernel_shape", 2, 2)).Node("Add", "p i", "logit").Import().Errors,
        ["FS1203_cast"] = () =>
            new ModelBuilder().Opset(15).Weights(Integers("i", 1)).Node("CastLike", "image i", "c").Node("Relu", "c", "logit").Import().Errors,
        ["FS1203_slice"] = () =>
            new ModelBuilder().Weights(Integers("a", -1)).Weights(Integers("b", -9)).Weights(Integers("y", 2)).Weights(Integers("s", -1))
                .Node("Slice", "image a b y s", "logit").Import().Errors,
        ["FS1203_matrix"] = () =>
            new ModelBuilder().Filled("w", 1, 24, 2).Node("Flatten", "image", "f").Node("MatMul", "f w", "logit").Import().Errors,
        ["FS1205"] = () =>
            new ModelBuilder().Weights("s", [4], 1, 1, 3, 3).Node("Resize", "image - s", "logit", Text("mode", "cubic")).Import().Errors,
        ["FS1205_channels"] = () =>
            new ModelBuilder().Opset(9).Weights("s", [4], 1, 2, 2, 2).Node("Upsample", "image s", "logit", Text("mode", "linear"))
                .Import().Errors,
        ["FS1206"] = () => new ModelBuilder(1, 2, 4, 6).Node("Softmax", "image", "p", Int("axis", 1)).Node("Relu", "p", "logit").Import().Errors,
        ["FS1206_axis"] = () => new ModelBuilder(1, 2, 4, 6).Node("Softmax", "image", "logit", Int("axis", 3)).Import().Errors,
        ["FS1206_compare"] = () =>
            new ModelBuilder(1, 2, 4, 6).Filled("t", 0.5f).Node("ArgMax", "image", "a", Int("axis", 1)).Node("Greater", "a t", "logit").Import().Errors,
        ["FS1207"] = () => BatchNorm(1, Int("training_mode", 1)).Import().Errors,
        ["FS1208"] = () => BatchNorm(-2).Import().Errors,
        ["FS1209"] = () => Conv().Filled("w", 1, 1, 1, 7, 3).Import().Errors,
        ["FS1209_padding"] = () =>
            new ModelBuilder().Node("MaxPool", "image", "logit", Ints("kernel_shape", 2, 2), Ints("pads", 2, 0, 0, 0)).Import().Errors,
    };

    private static Dictionary<string, Func<IEnumerable<Diagnostic>>> Layouts() => new()
    {
        ["FS1210"] = () => new ModelBuilder(1, 4, 6, 8).Filled("w", 1, 1, 4, 1, 1)
            .Node("Transpose", "image", "t", Ints("perm", 0, 1, 3, 2)).Node("Conv", "t w", "logit").Import().Errors,
        ["FS1210_division"] = () =>
            new ModelBuilder(1, 4, 6, 8).Weights(Integers("d", 1, 9, -1)).Node("Reshape", "image d", "logit").Import().Errors,
        ["FS1211"] = () => new ModelBuilder().Node("Log", "image", "a").Node("MaxPool", "a", "logit", Ints("kernel_shape", 1, 1)).Import().Errors,
        ["FS1212"] = () => new ModelBuilder().Weights(Integers("d", 4, 6)).Weights(Integers("i", 2))
            .Node("Gather", "d i", "g").Node("Reshape", "image g", "logit").Import().Errors,
    };

    private static ModelBuilder Relu() => new ModelBuilder().Node("Relu", "image", "logit");

    private static ModelBuilder Conv(params AttributeProto[] attributes) => new ModelBuilder().Node("Conv", "image w", "logit", attributes);

    private static ModelBuilder BatchNorm(float variance, params AttributeProto[] attributes) => new ModelBuilder()
        .Weights("g", [1], 1).Weights("b", [1], 0).Weights("m", [1], 0).Weights("v", [1], variance)
        .Node("BatchNormalization", "image g b m v", "logit", attributes);

    private static ModelBuilder Changed(ModelBuilder model, Action<ModelBuilder> change)
    {
        change(model);
        return model;
    }

    private static T InFolder<T>(string name, ReadOnlySpan<byte> content, Func<string, T> use)
    {
        File.WriteAllBytes(name, content);
        try
        {
            return use(name);
        }
        finally
        {
            File.Delete(name);
        }
    }
}
