using FpgaSeg.OnnxFormat;
using Google.Protobuf.Collections;

namespace FpgaSeg.Import.Architectures;

/// <summary>
/// Equal blocks of a skeleton that follow each other (an nn.Sequential named <paramref name="path"/>), to be made more or fewer. A block is
/// every node under its module's name; it reads one value from outside and makes one.
/// </summary>
internal sealed class BlockChain(GraphProto graph, string path)
{
    private sealed record Block(NodeProto[] Nodes, TensorProto[] Parameters, string Scope, string Input, string Output);

    /// <summary>Changes the number of blocks; false, with the graph unchanged, where they are no chain.</summary>
    public bool TryResize(int from, int to)
    {
        var parameters = graph.Initializer.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var blocks = Enumerable.Range(0, from).Select(i => Find(i, parameters)).OfType<Block>().ToList();
        var chained = blocks.Count == from && blocks.Zip(blocks.Skip(1)).All(pair => pair.First.Output == pair.Second.Input);
        if (!chained || from < 1 || to < 1 || graph.Output.Any(o => o.Name == blocks[^1].Output))
            return false;
        string end = blocks[^1].Output, newEnd = to < from ? blocks[to - 1].Output : "";
        NodeProto[] readers = [.. graph.Node.Where(n => n.Input.Contains(end))];
        foreach (var block in blocks.Skip(to))
            Remove(block);
        for (var i = from; i < to; i++)
            blocks.Add(Append(blocks[^1], i));
        foreach (var node in readers)
            Rename(node.Input, new() { [end] = newEnd.Length > 0 ? newEnd : blocks[^1].Output });
        return true;
    }

    private Block? Find(int index, HashSet<string> parameters)
    {
        var name = $"{path}.{index}";
        TensorProto[] own = [.. graph.Initializer.Where(t => t.Name.StartsWith(name + ".", StringComparison.Ordinal))];
        var seed = graph.Node.FirstOrDefault(n => n.Input.Any(i => i.StartsWith(name + ".", StringComparison.Ordinal) && parameters.Contains(i)));
        if (seed is null || ScopeOf(seed.Name, name) is not { } scope)
            return null;
        NodeProto[] nodes = [.. graph.Node.Where(n => n.Name.StartsWith(scope, StringComparison.Ordinal))];
        var made = nodes.SelectMany(n => n.Output).ToHashSet(StringComparer.Ordinal);
        string[] read = [.. nodes.SelectMany(n => n.Input).Where(i => i.Length > 0 && !made.Contains(i) && !parameters.Contains(i)).Distinct()];
        string[] given = [.. made.Where(o => graph.Node.Except(nodes).Any(n => n.Input.Contains(o)) || graph.Output.Any(v => v.Name == o))];
        var complete = own.All(t => graph.Node.Where(n => n.Input.Contains(t.Name)).All(nodes.Contains));
        return complete && read.Length == 1 && given.Length == 1 ? new Block(nodes, own, scope, read[0], given[0]) : null;
    }

    /// <summary>
    /// A node's name up to the module: '/enc.0/blocks/blocks.1/' of '/enc.0/blocks/blocks.1/blocks.1.0/f/f.0/Conv' for the module
    /// 'enc.0.blocks.1', as PyTorch names scopes; null where the module is not in it.
    /// </summary>
    private static string? ScopeOf(string node, string module)
    {
        var index = module[(module.LastIndexOf('.') + 1)..];
        var at = 0;
        foreach (var part in node.Split('/'))
        {
            at += part.Length + 1;
            if (part.EndsWith("." + index, StringComparison.Ordinal) && (module == part || module.EndsWith("." + part, StringComparison.Ordinal)))
                return at <= node.Length ? node[..at] : null;
        }

        return null;
    }

    private void Remove(Block block)
    {
        foreach (var node in block.Nodes)
            graph.Node.Remove(node);
        foreach (var tensor in block.Parameters)
            graph.Initializer.Remove(tensor);
    }

    /// <summary>A copy of the last block after it, with parameters, nodes and values of its own.</summary>
    private Block Append(Block last, int index)
    {
        var scope = ScopeFor(last.Scope, index);
        string Value(string name) => $"{name.Split('#')[0]}#{path}.{index}";
        var names = last.Nodes.SelectMany(n => n.Output).ToDictionary(o => o, Value, StringComparer.Ordinal);
        foreach (var tensor in last.Parameters)
            names[tensor.Name] = ParameterFor(tensor.Name, index);
        var made = names[last.Output];
        names[last.Input] = last.Output;
        NodeProto[] nodes = [.. last.Nodes.Select(n => n.Clone())];
        foreach (var node in nodes)
        {
            node.Name = scope + node.Name[last.Scope.Length..].Replace(Component(last.Scope) + ".", Component(scope) + ".", StringComparison.Ordinal);
            Rename(node.Input, names);
            Rename(node.Output, names);
        }

        TensorProto[] own = [.. last.Parameters.Select(t => t.Clone())];
        foreach (var tensor in own)
            tensor.Name = names[tensor.Name];
        Insert(graph.Node, last.Nodes[^1], nodes);
        Insert(graph.Initializer, last.Parameters[^1], own);
        return new Block(nodes, own, scope, last.Output, made);
    }

    private string ParameterFor(string name, int index) => $"{path}.{index}{name[name.IndexOf('.', path.Length + 1)..]}";

    private static string ScopeFor(string scope, int index)
    {
        var last = Component(scope);
        return $"{scope[..^(last.Length + 1)]}{last[..(last.LastIndexOf('.') + 1)]}{index}/";
    }

    private static string Component(string scope) => scope.TrimEnd('/').Split('/')[^1];

    private static void Insert<T>(RepeatedField<T> list, T after, T[] items)
    {
        var at = list.IndexOf(after);
        foreach (var item in items)
            list.Insert(++at, item);
    }

    private static void Rename(RepeatedField<string> values, Dictionary<string, string> names)
    {
        for (var i = 0; i < values.Count; i++)
            values[i] = names.GetValueOrDefault(values[i], values[i]);
    }
}
