using FpgaSeg.Core.Diagnostics;
using FpgaSeg.OnnxFormat;

namespace FpgaSeg.Import.Onnx.LocalFunctions;

/// <summary>
/// Puts the nodes of a model's own functions in the place of their calls, as PyTorch's dynamo exporter (one function per operator) and
/// export_modules_as_functions (one per module) write them. Afterwards the graph has ONNX operators only, and reads like any other.
/// </summary>
internal sealed class FunctionInlining
{
    /// <summary>Nodes and calls; nested calls can multiply without bound in a few bytes.</summary>
    private const int MostNodes = 1 << 14;

    private const int MostDepth = 64;

    private readonly LocalFunctionTable _functions;
    private readonly List<Diagnostic> _errors;
    private readonly UniqueNames _names;
    private readonly long? _opset;
    private readonly string _at;
    private readonly List<NodeProto> _nodes = [];
    private readonly List<FunctionProto> _open = [];
    private readonly AttributeCopies _copies = new();
    private int _calls;

    private FunctionInlining(ModelProto model, string at, List<Diagnostic> errors)
    {
        (_at, _errors) = (at, errors);
        _functions = new LocalFunctionTable(model, at, errors);
        _opset = LocalFunctionTable.OpsetOf(model.OpsetImport);
        _names = new UniqueNames(
            model.Graph.Node.SelectMany(n => n.Input.Concat(n.Output).Append(n.Name))
                .Concat(model.Graph.Initializer.Select(t => t.Name)).Concat(model.Graph.Input.Select(v => v.Name)));
    }

    /// <summary>Changes <paramref name="model"/> to one without functions; FS1120 where a call cannot be replaced.</summary>
    public static Result<ModelProto> Inline(ModelProto model, string at)
    {
        if (model.Functions.Count == 0)
            return model;
        var errors = new List<Diagnostic>();
        var inlining = new FunctionInlining(model, at, errors);
        if (errors.Count == 0)
            inlining.Add(model.Graph.Node);
        if (errors.Count > 0)
            return Result<ModelProto>.Fail(errors);
        model.Functions.Clear();
        model.Graph.Node.Clear();
        model.Graph.Node.AddRange(inlining._nodes);
        return model;
    }

    /// <summary>Adds nodes, and for a call those of its function; the first error ends it, as it would come with every call.</summary>
    private void Add(IEnumerable<NodeProto> nodes)
    {
        foreach (var node in nodes)
        {
            if (_errors.Count > 0)
                return;
            if (_functions.Called(node) is { } function)
                Call(function, node);
            else if (_nodes.Count + _calls < MostNodes)
                _nodes.Add(node);
            else
                _errors.Add(FunctionErrors.TooMany(_at, MostNodes));
        }
    }

    private void Call(FunctionProto function, NodeProto node)
    {
        var title = LocalFunctionTable.TitleOf(function);
        if (_open.FindIndex(f => ReferenceEquals(f, function)) is >= 0 and var first)
            _errors.Add(FunctionErrors.Recursion(_at, [.. _open[first..].Append(function).Select(LocalFunctionTable.TitleOf)]));
        else if (_open.Count == MostDepth)
            _errors.Add(FunctionErrors.TooDeep(_at, title, MostDepth));
        else if (++_calls + _nodes.Count > MostNodes)
            _errors.Add(FunctionErrors.TooMany(_at, MostNodes));
        else if (LocalFunctionTable.OpsetOf(function.OpsetImport) is { } version && _opset is { } expected && version != expected)
            _errors.Add(FunctionErrors.Opset(_at, title, version, expected));
        else if (node.Input.Count > function.Input.Count || node.Output.Count > function.Output.Count)
            _errors.Add(FunctionErrors.Operands(_at, title, node, function));
        if (_errors.Count > 0)
            return;
        NodeProto[] nodes = [.. new FunctionCall(function, node, _names, _copies).Nodes()];
        if (_copies.Exceeded)
        {
            _errors.Add(FunctionErrors.TooLarge(_at, title, AttributeCopies.Most));
            return;
        }

        _open.Add(function);
        Add(nodes);
        _open.RemoveAt(_open.Count - 1);
    }
}
