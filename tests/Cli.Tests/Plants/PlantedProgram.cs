using System.Diagnostics;
using System.Text.RegularExpressions;
using FpgaSeg.Cli.Tests.Harness;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Tensors;
using FpgaSeg.HlsGen;
using FpgaSeg.VirtualBoard.Compiled;
using FpgaSeg.VirtualBoard.Design;

namespace FpgaSeg.Cli.Tests.Plants;

/// <summary>
/// A design whose C++ was opened for faults (plant.hpp) and compiled once, with traces; which fault each image meets is said when it runs. The folder serves
/// fpgaseg virtual-board and verify as any build folder does.
/// </summary>
internal sealed partial class PlantedProgram : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PlantedProgram(GeneratedDesign design)
    {
        Assert.True(BuildFolderWriter.Write(design, Folder).IsOk);
        File.Copy(Repository.At("tests/Cli.Tests/Plants/plant.hpp"), Path.Combine(Folder, "hls/plant.hpp"));
        Edit("hls/requantise.hpp", "#include \"storage.hpp\"", "#include \"plant.hpp\"\n#include \"storage.hpp\"");
        Edit("hls/requantise.hpp", "    if (Q::RECTIFY) {", "    acc = plant::sum<Q>(acc);\n    if (Q::RECTIFY) {");
        Edit("hls/trace.hpp", "#include \"types.hpp\"", "#include \"plant.hpp\"\n#include \"types.hpp\"");
        Edit("hls/trace.hpp", "const pixel<T, C> token = stream.read();", "pixel<T, C> token = stream.read();\n        plant::token(node, p, C, token);");
        if (File.Exists(Path.Combine(Folder, "hls/engine_datapath.hpp")))
            EditEngine();
        Edit("hls/host/csim.hpp", "        run_top(top, image, passes, mask);", "        plant::begin_image();\n        run_top(top, image, passes, mask);\n        plant::end_image();");
        foreach (var header in Directory.EnumerateFiles(Path.Combine(Folder, "weights"), "*.hpp"))
            File.WriteAllText(header, Rom().Replace(File.ReadAllText(header), "static ${type} ${name}${rest}static const bool ${name}_offered = fs::plant::offer(\"${name}\", ${name});\n"));
        Run("make", ["csim-traced", "CXXFLAGS=-std=c++17 -O1"], []);

        // The board's program is the same one.
        File.Copy(Path.Combine(Folder, "bin/csim-traced"), Path.Combine(Folder, "bin/csim"));
    }

    /// <summary>The build folder.</summary>
    public string Folder => _folder["build"];

    /// <summary>Names of the ROMs, with their elements and the bits of each.</summary>
    public IEnumerable<(string Name, long Elements, int Bits)> Roms() =>
        from header in Directory.EnumerateFiles(Path.Combine(Folder, "weights"), "*.hpp").Order(StringComparer.Ordinal)
        from Match rom in Offered().Matches(File.ReadAllText(header))
        let sizes = rom.Groups["size"].Captures.Select(c => long.Parse(c.Value))
        select (rom.Groups["name"].Value, sizes.Aggregate(1L, (a, b) => a * b), BitsOf(rom.Groups["type"].Value));

    /// <summary>A constant of a stage; null where it has none of that name.</summary>
    public int? Constant(string stage, string name)
    {
        var stages = File.ReadAllText(Path.Combine(Folder, "src/stages.hpp"));
        var start = stages.IndexOf($"struct {stage} {{", StringComparison.Ordinal);
        var body = stages[start..stages.IndexOf("\n};", start, StringComparison.Ordinal)];
        var match = Regex.Match(body, $@" {name} = (?<value>\d+);", RegexOptions.NonBacktracking);
        return match.Success ? int.Parse(match.Groups["value"].Value) : null;
    }

    /// <summary>Says which fault each of the next program's images meets.</summary>
    public void Plant(IEnumerable<Plant> plants) => File.WriteAllLines(Path.Combine(Folder, "plants"), plants.Select(p => p.Line));

    /// <summary>Computes the image once per plant: its packed mask and its tensors by node.</summary>
    public IReadOnlyList<(byte[] Mask, Dictionary<int, FeatureMap<int>> Tensors)> Compute(FeatureMap<byte> image, IReadOnlyList<Plant> plants)
    {
        Plant(plants);
        var trace = _folder["trace"];
        File.Delete(trace);
        var pixels = PixelTensor.Interleave(image);
        var masks = Run(Path.Combine(Folder, "bin/csim-traced"), ["serve", "--trace", trace], [.. Enumerable.Repeat(pixels, plants.Count).SelectMany(p => p)]);
        var (tensors, maskBytes) = (TraceFile.Read(trace).Value, masks.Length / plants.Count);
        var perImage = tensors.Count / plants.Count;
        return [.. plants.Select((_, i) => (
            masks[(i * maskBytes)..((i + 1) * maskBytes)], tensors.Skip(i * perImage).Take(perImage).ToDictionary(t => t.Node, t => t.Values)))];
    }

    /// <summary>The folder as the host sees it: files were changed after they were generated.</summary>
    public DesignFolder Design() => DesignFolder.Load(Folder, allowModified: true).Value;

    public void Dispose() => _folder.Dispose();

    private static int BitsOf(string type)
    {
        var numbers = Number().Matches(type).Select(m => int.Parse(m.Value)).ToArray();
        return type.Contains("scale", StringComparison.Ordinal) ? 18 + numbers.Sum() : numbers[0];
    }

    /// <summary>Accumulators, and the words of a map on their way into memory, where they are recorded as well.</summary>
    private void EditEngine()
    {
        Edit("hls/engine_datapath.hpp", "        if (S::RECTIFY && op.rectifies == 1) {", "        value = plant::sum_of_node(static_cast<int>(op.node), value);\n        if (S::RECTIFY && op.rectifies == 1) {");
        Edit(
            "hls/engine_compute.hpp",
            "result.v[l] = ap_uint<8>(path.clipped(op, value));",
            """
            const int channel = at.group * S::LANES + l;
                            const bool is_made = is_last && op.mode != ENGINE_MASK && channel < static_cast<int>(op.channels);
                            const int place = (row * static_cast<int>(op.width) + at.x) * static_cast<int>(op.channels) + channel;
                            const int kept = plant::map_value(static_cast<int>(op.node), is_made ? place : -1, static_cast<int>(path.clipped(op, value)));
                            result.v[l] = ap_uint<8>(kept);
            """);
        Edit("hls/engine_compute.hpp", "static_cast<int>(path.clipped(op, value)));\n#endif", "kept);\n#endif");
    }

    /// <summary>Changes the one place that has this text.</summary>
    private void Edit(string file, string before, string after)
    {
        var path = Path.Combine(Folder, file);
        var text = File.ReadAllText(path);
        Assert.Equal(2, text.Split(before).Length);
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));
    }

    private byte[] Run(string program, string[] arguments, byte[] input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = new MemoryStream();
        var (reading, errors) = (process.StandardOutput.BaseStream.CopyToAsync(output), process.StandardError.ReadToEndAsync());
        using (var pipe = process.StandardInput.BaseStream)
            pipe.Write(input);
        process.WaitForExit();
        reading.GetAwaiter().GetResult();
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return output.ToArray();
    }

    [GeneratedRegex(@"static const (?<type>fs::(rom|scale)<[^>]*>) (?<name>\w+)(?<rest>[^;]*;\n)", RegexOptions.NonBacktracking)]
    private static partial Regex Rom();

    [GeneratedRegex(@"static (?<type>fs::(rom|scale)<[^>]*>) (?<name>\w+)(\[(?<size>\d+)\])+ =", RegexOptions.NonBacktracking)]
    private static partial Regex Offered();

    [GeneratedRegex(@"\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
