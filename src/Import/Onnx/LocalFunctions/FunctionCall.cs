using FpgaSeg.OnnxFormat;

namespace FpgaSeg.Import.Onnx.LocalFunctions;

/// <summary>One call of a function: the names and attributes that its nodes get in the calling graph.</summary>
internal sealed class FunctionCall
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AttributeProto> _attributes;
    private readonly FunctionProto _function;
    private readonly NodeProto _call;
    private readonly AttributeCopies _copies;
    private readonly UniqueNames _taken;
    private readonly string _prefix;

    /// <summary>Binds the parameters of <paramref name="function"/>; values inside it get names that nothing in <paramref name="taken"/> has.</summary>
    public FunctionCall(FunctionProto function, NodeProto call, UniqueNames taken, AttributeCopies copies)
    {
        (_function, _call, _taken, _copies) = (function, call, taken, copies);
        _prefix = call.Name.Length > 0 ? call.Name : call.Output.FirstOrDefault(name => name.Length > 0, function.Name);
        _attributes = function.AttributeProto.Concat(call.Attribute).GroupBy(a => a.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        foreach (var (name, i) in function.Input.Select((name, i) => (name, i)))
            _names[name] = i < call.Input.Count ? call.Input[i] : "";
        foreach (var (name, i) in function.Output.Select((name, i) => (name, i)))
        {
            if (i < call.Output.Count && call.Output[i].Length > 0)
                _names.TryAdd(name, call.Output[i]);
        }
    }

    /// <summary>The function's nodes in terms of the calling graph.</summary>
    public IEnumerable<NodeProto> Nodes() => _function.Node.Select(Copy).Concat(PassedThrough());

    private NodeProto Copy(NodeProto node)
    {
        var copy = new NodeProto { OpType = node.OpType, Domain = node.Domain, Overload = node.Overload };
        copy.Name = node.Name.Length > 0 ? $"{_prefix}/{node.Name}" : _taken.Take($"{_prefix}/{node.OpType}");
        copy.Input.AddRange(node.Input.Select(NameOf));
        copy.Output.AddRange(node.Output.Select(NameOf));
        copy.Attribute.AddRange(node.Attribute.Select(Resolve).OfType<AttributeProto>());
        return copy;
    }

    /// <summary>Outputs that are inputs, or another output again, under the caller's name for them.</summary>
    private IEnumerable<NodeProto> PassedThrough() =>
        from pair in _function.Output.Zip(_call.Output)
        where pair.Second.Length > 0 && NameOf(pair.First) != pair.Second
        select new NodeProto { OpType = "Identity", Name = _taken.Take($"{_prefix}/Identity"), Input = { NameOf(pair.First) }, Output = { pair.Second } };

    /// <summary>An attribute that takes its value from the call; null, as if it were not there, where the call does not give it.</summary>
    private AttributeProto? Resolve(AttributeProto attribute)
    {
        if (attribute.RefAttrName.Length == 0)
            return attribute;
        return _attributes.TryGetValue(attribute.RefAttrName, out var given) ? _copies.Of(given, attribute.Name) : null;
    }

    private string NameOf(string inner)
    {
        if (inner.Length == 0)
            return "";
        if (!_names.TryGetValue(inner, out var name))
            _names[inner] = name = _taken.Take($"{_prefix}/{inner}");
        return name;
    }
}
