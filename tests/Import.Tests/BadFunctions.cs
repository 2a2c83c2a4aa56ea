using FpgaSeg.Core.Diagnostics;
using FpgaSeg.OnnxFormat;

namespace FpgaSeg.Import.Tests;

/// <summary>One way to get each error about the functions that a model defines.</summary>
internal static class BadFunctions
{
    public static readonly IReadOnlyDictionary<string, Func<IEnumerable<Diagnostic>>> All = new Dictionary<string, Func<IEnumerable<Diagnostic>>>
    {
        ["FS1120"] = () => Calling("a", Function("a", "b"), Function("b", "c"), Function("c", "b")).Import().Errors,
        ["FS1120_twice"] = () => Calling("a", Function("a", "Relu"), Function("a", "Tanh")).Import().Errors,
        ["FS1120_depth"] = () => Calling("f0", [.. Enumerable.Range(0, 1000).Select(i => Function($"f{i}", $"f{i + 1}"))]).Import().Errors,
        ["FS1120_size"] = () => Calling("f0", [.. Enumerable.Range(0, 50).Select(i => Function($"f{i}", $"f{i + 1}", $"f{i + 1}"))]).Import().Errors,
        ["FS1120_copies"] = () => Copying().Import().Errors,
        ["FS1120_opset"] = () => Calling("a", Function("a", "Relu", opset: 18)).Import().Errors,
        ["FS1120_operands"] = () => Calling("a", Function("a", "Relu", inputs: 0)).Import().Errors,
    };

    /// <summary>An attribute of 4 MB that forty nodes take under another name.</summary>
    private static ModelBuilder Copying()
    {
        var function = Function("a", "Relu");
        for (var i = 0; i < 40; i++)
        {
            function.Node.Add(Call("Constant", "", $"c{i}"));
            function.Node[^1].Attribute.Add(new AttributeProto { Name = "value_floats", Type = 6, RefAttrName = "big" });
        }

        var model = Calling("a", function);
        model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "big", Type = 6, Floats = { new float[1 << 20] } });
        return model;
    }

    /// <summary>A model whose only node calls a function.</summary>
    private static ModelBuilder Calling(string name, params FunctionProto[] functions)
    {
        var model = new ModelBuilder();
        model.Graph.Node.Add(Call(name, "image", "logit"));
        model.Graph.Node[0].Name = "call";
        model.Proto.Functions.AddRange(functions);
        return model;
    }

    private static FunctionProto Function(string name, string called, string? second = null, int inputs = 1, long opset = 13)
    {
        var function = new FunctionProto { Name = name, Domain = "own", Output = { "y" }, OpsetImport = { new OperatorSetIdProto { Version = opset } } };
        function.Input.AddRange(Enumerable.Repeat("x", inputs));
        function.Node.Add(Call(called, "x", second is null ? "y" : "z"));
        if (second is not null)
            function.Node.Add(Call(second, "z", "y"));
        return function;
    }

    /// <summary>Functions are called in small letters.</summary>
    private static NodeProto Call(string name, string reads, string makes) =>
        new() { OpType = name, Domain = char.IsLower(name[0]) ? "own" : "", Input = { reads }, Output = { makes } };
}
