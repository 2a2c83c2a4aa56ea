using System.Text;
using FpgaSeg.Boards;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.HlsGen.Tests.CSimulation;

/// <summary>Several designs in one program, each in a namespace, because starting a compiler costs more than compiling a small design.</summary>
internal sealed class Batch(IReadOnlyList<DataflowGraph<IntegerNode>> graphs, IEnumerable<GeneratedDesign> designs) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<GeneratedDesign> _designs = [.. designs];

    public Batch(IReadOnlyList<DataflowGraph<IntegerNode>> graphs, Func<int, int> maxDsp, BoardDescription? board = null, Architecture architecture = Architecture.Pipeline)
        : this(graphs, graphs.Select((g, i) => Designs.Generate(g, maxDsp(i), board, architecture)))
    {
    }

    public Batch(IReadOnlyList<DataflowGraph<IntegerNode>> graphs, int maxDsp, BoardDescription? board = null, Architecture architecture = Architecture.Pipeline)
        : this(graphs, _ => maxDsp, board, architecture)
    {
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The designs, one per graph.</summary>
    public IReadOnlyList<GeneratedDesign> Generated => _designs;

    /// <summary>Compiles all designs with full warnings as errors; with traces.</summary>
    public void Compile(string compiler, string apInclude, params string[] flags) => CompileAs(compiler, apInclude, ["-O1", "-DFS_TRACE", .. flags]);

    /// <summary>Compiles all designs to print every read and write of a stream with its turn; without traces, which read streams too.</summary>
    public void CompileLogged(string compiler, string apInclude) => CompileAs(compiler, apInclude, ["-O0", "-DFS_STREAM_LOG"]);

    private void CompileAs(string compiler, string apInclude, IReadOnlyList<string> flags)
    {
        for (var i = 0; i < _designs.Count; i++)
            Assert.True(BuildFolderWriter.Write(_designs[i], _folder[$"net{i}"]).IsOk);
        File.WriteAllText(_folder["batch.cpp"], Source());
        Tool.Compile(
            compiler,
            [
                "-std=c++17", "-Wall", "-Wextra", "-Werror", .. flags, "-isystem", apInclude, "-isystem", "net0/hls/compat/stream",
                "batch.cpp", "-o", "batch",
            ],
            _folder.Path);
    }

    /// <summary>Runs one design of a logged program on a black image; returns its log.</summary>
    public StreamLog Log(int index)
    {
        var (status, _, errors) = Tool.Run(_folder["batch"], [$"{index}", "serve"], _folder.Path, new byte[graphs[index].Input.Shape.Count]);
        Assert.True(status == 0, errors);
        return StreamLog.Parse(errors);
    }

    /// <summary>Runs one design on images and compares every tensor with the reference simulator.</summary>
    public void CompareAll(int index, IReadOnlyList<FeatureMap<byte>> images)
    {
        var trace = _folder[$"trace{index}"];
        var (status, masks, errors) = Tool.Run(
            _folder["batch"], [$"{index}", "serve", "--trace", trace], _folder.Path, [.. images.SelectMany(Designs.Interleaved)]);
        Assert.True(status == 0, errors);
        var simulator = new ReferenceSimulator(graphs[index]);
        var tensors = TraceFile.Read(trace);
        var nodes = graphs[index].Nodes.Length;
        Assert.Equal(images.Count * nodes, tensors.Count);
        for (var image = 0; image < images.Count; image++)
        {
            var expected = simulator.RunAll(images[image]);
            for (var n = 0; n < nodes; n++)
                Compare(graphs[index].Nodes[n], n, expected[n], tensors[(image * nodes) + n], image);
            var bytes = Designs.Packed(expected[^1]);
            Assert.Equal(bytes, masks[(image * bytes.Length)..((image + 1) * bytes.Length)]);
        }
    }

    private static void Compare(IntegerNode node, int index, FeatureMap<int> expected, (int Node, FeatureMap<int> Map) actual, int image)
    {
        Assert.Equal(index, actual.Node);
        Assert.Equal(expected.Shape, actual.Map.Shape);
        var at = expected.Data.AsSpan().CommonPrefixLength(actual.Map.Data);
        Assert.True(
            at == expected.Data.Length,
            at == expected.Data.Length ? "" : $"Image {image}, node {index} {node}: element {at} is {actual.Map.Data[at]}, not {expected.Data[at]}.");
    }

    // The kernels come first, at global scope: their guards then keep them out of the namespaces.
    private string Source()
    {
        var text = new StringBuilder();
        foreach (var header in Directory.EnumerateFiles(_folder["net0/hls"], "*.hpp").Append(_folder["net0/hls/host/csim.hpp"]).Order(StringComparer.Ordinal))
            text.AppendLine($"#include \"{Path.GetRelativePath(_folder.Path, header)}\"");
        for (var i = 0; i < _designs.Count; i++)
        {
            text.AppendLine($"namespace net{i} {{\n#include \"net{i}/src/top.cpp\"\n#define main main_of_design\n#include \"net{i}/host/csim.cpp\"\n#undef main\n}}");
            foreach (var guard in Guards(_designs[i]))
                text.AppendLine($"#undef FPGASEG_{guard}_HPP");
        }

        text.AppendLine("int main(int argc, char** argv) {\n    switch (std::atoi(argv[1])) {");
        for (var i = 0; i < _designs.Count; i++)
            text.AppendLine($"    case {i}: return net{i}::main_of_design(argc - 1, argv + 1);");
        return text.AppendLine("    default: return 2;\n    }\n}").ToString();
    }

    private static IEnumerable<string> Guards(GeneratedDesign design) =>
        ["TOP", "STAGES", .. design.Plan.Stages.Select(s => s.Stage.Name.ToUpperInvariant())];
}
