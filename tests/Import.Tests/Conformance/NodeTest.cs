using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Import.Tests.Conformance;

/// <summary>One of ONNX's backend tests: a model of one or a few nodes with inputs and what must come out.</summary>
internal sealed record NodeTest(string Name, ModelProto Model, IReadOnlyList<TensorProto> Inputs, IReadOnlyList<TensorProto> Outputs)
{
    /// <summary>Where Debian's libonnx-testdata puts them.</summary>
    public const string Folder = "/usr/share/libonnx-testdata/data";

    private static readonly string[] Groups = ["node", "pytorch-converted", "pytorch-operator", "simple"];

    public IEnumerable<string> Operators => Model.Graph.Node.Select(n => n.Domain is "" ? n.OpType : $"{n.Domain}.{n.OpType}");

    /// <summary>Names of the inputs that are given as files.</summary>
    public string[] InputNames
    {
        get
        {
            var initializers = Model.Graph.Initializer.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
            return [.. Model.Graph.Input.Select(v => v.Name).Where(name => !initializers.Contains(name))];
        }
    }

    /// <summary>Every test whose operators are all in <paramref name="claimed"/>.</summary>
    public static IEnumerable<NodeTest> All(IReadOnlySet<string> claimed) =>
        from @group in Groups
        from folder in Directory.GetDirectories(Path.Combine(Folder, @group)).Order(StringComparer.Ordinal)
        let model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "model.onnx")))
        let test = new NodeTest(Path.GetFileName(folder), model, [], [])
        where test.Operators.All(claimed.Contains)
        from set in Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Take(1)
        select test with { Model = AtLeast7(model), Inputs = Tensors(set, "input_"), Outputs = Tensors(set, "output_") };

    /// <summary>Tests of older operator sets, whose nodes mean the same in set 7, the first that is read; is_test = 1 became the rule there.</summary>
    private static ModelProto AtLeast7(ModelProto model)
    {
        foreach (var set in model.OpsetImport.Where(o => o is { Domain: "", Version: < 7 }))
        {
            set.Version = 7;
            foreach (var node in model.Graph.Node)
                Remove(node, "is_test");
        }

        return model;
    }

    private static void Remove(NodeProto node, string attribute)
    {
        if (node.Attribute.FirstOrDefault(a => a.Name == attribute && a.I == 1) is { } found)
            node.Attribute.Remove(found);
    }

    private static TensorProto[] Tensors(string folder, string prefix) =>
    [
        .. Enumerable.Range(0, 99).Select(i => Path.Combine(folder, $"{prefix}{i}.pb")).TakeWhile(File.Exists)
            .Select(file => TensorProto.Parser.ParseFrom(File.ReadAllBytes(file))),
    ];
}
