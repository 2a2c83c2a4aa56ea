using FpgaSeg.Core.Diagnostics;
using FpgaSeg.OnnxFormat;

namespace FpgaSeg.Import.Onnx.LocalFunctions;

/// <summary>The functions of a model by domain, name and overload.</summary>
internal sealed class LocalFunctionTable
{
    private readonly Dictionary<(string Domain, string Name, string Overload), FunctionProto> _functions = [];

    /// <summary>Indexes the functions of <paramref name="model"/>; what is wrong with them is added to <paramref name="errors"/>.</summary>
    public LocalFunctionTable(ModelProto model, string at, List<Diagnostic> errors)
    {
        foreach (var function in model.Functions)
        {
            if (!_functions.TryAdd((DomainOf(function.Domain), function.Name, function.Overload), function))
                errors.Add(FunctionErrors.Twice(at, TitleOf(function)));
        }
    }

    /// <summary>The function that a node calls; null where it is an operator. A model's function comes before ONNX's own of that name.</summary>
    public FunctionProto? Called(NodeProto node) => _functions.GetValueOrDefault((DomainOf(node.Domain), node.OpType, node.Overload));

    /// <summary>Domain, name and overload as messages show them.</summary>
    public static string TitleOf(FunctionProto function)
    {
        var name = function.Overload.Length == 0 ? function.Name : $"{function.Name}:{function.Overload}";
        return function.Domain.Length == 0 ? name : $"{function.Domain}.{name}";
    }

    /// <summary>The version of ONNX's operator set among imports; null where there is none.</summary>
    public static long? OpsetOf(IEnumerable<OperatorSetIdProto> imports) => imports.FirstOrDefault(o => DomainOf(o.Domain).Length == 0)?.Version;

    private static string DomainOf(string domain) => domain == "ai.onnx" ? "" : domain;
}
