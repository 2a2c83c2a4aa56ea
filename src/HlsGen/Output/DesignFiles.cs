using System.Collections.Immutable;
using System.Text;
using FpgaSeg.Boards;
using FpgaSeg.HlsGen.Emitters;
using FpgaSeg.HlsGen.Templating;
using FpgaSeg.Planning;
using FpgaSeg.Protocol.Design;

namespace FpgaSeg.HlsGen.Output;

/// <summary>Every file of a design but its manifest.</summary>
internal static class DesignFiles
{
    private static readonly (string Path, string Template)[] _templates =
    [
        ("src/top.hpp", "top.hpp.sbn"),
        ("src/top.cpp", "top.cpp.sbn"),
        ("src/stages.hpp", "stages.hpp.sbn"),
        ("host/csim.cpp", "csim.cpp.sbn"),
        ("Makefile", "Makefile.sbn"),
        ("README.txt", "README.txt.sbn"),
    ];

    // AMD's tools know AMD's parts.
    private static readonly (string Path, string Template)[] _vendorTemplates =
    [
        ("vitis_hls.tcl", "vitis_hls.tcl.sbn"),
        ("vivado.tcl", "vivado.tcl.sbn"),
        ("board/network.xdc", "network.xdc.sbn"),
    ];

    public static ImmutableSortedDictionary<string, ImmutableArray<byte>> Render(
        HardwarePlan plan, ImmutableArray<StageCode> code, DesignTarget target)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<byte>>(StringComparer.Ordinal);
        files.AddRange(EmbeddedFiles.Kernels.Select(k => KeyValuePair.Create(k.Path, k.Bytes)));
        var model = DesignModel.Of(plan, code, target);
        foreach (var (path, template) in target.HasVendorTools ? _templates.Concat(_vendorTemplates) : _templates)
            files.Add(path, Render(template, model));
        var hasTop = !DesignModel.UsesMemory(plan);
        if (hasTop)
            files.AddRange(BoardFiles.Of(target).Select(f => KeyValuePair.Create(f.Path, f.Bytes)));
        if (hasTop && !target.HasVendorTools)
            files.Add("board.sh", Render($"{target.Board.Family}.sh.sbn", model));
        files.Add($"board/{target.Board.Programming.Constraints}", Bytes(BoardCatalogue.Constraints(target.Board)));
        foreach (var stage in code.Where(s => !s.Roms.IsEmpty))
            AddRoms(files, stage);
        return files.ToImmutable();
    }

    public static ImmutableArray<byte> Manifest(DesignManifest manifest) => Bytes(DesignManifestJson.Write(manifest));

    /// <summary>The parameters of the link and the board's top level.</summary>
    public static ImmutableArray<byte> Parameters(DesignManifest manifest, BoardDescription board, ClockFactors clock) =>
        Render("fpgaseg_design_pkg.sv.sbn", BoardFiles.ModelOf(manifest, board, clock));

    // One header per stage; one memory file per ROM, the plain stage name for its weights.
    private static void AddRoms(ImmutableSortedDictionary<string, ImmutableArray<byte>>.Builder files, StageCode stage)
    {
        files.Add($"weights/{stage.Name}.hpp", Render("weights.hpp.sbn", DesignModel.OfRoms(stage)));
        foreach (var rom in stage.Roms)
        {
            var path = rom.Name == "weights" ? $"weights/{stage.Name}.mem" : $"weights/{stage.Name}_{rom.Name}.mem";
            files.Add(path, Bytes(string.Join('\n', rom.Words) + "\n"));
        }
    }

    // A template that fails on our own model is a bug of ours, not an error of the user.
    private static ImmutableArray<byte> Render(string template, IReadOnlyDictionary<string, object?> model)
    {
        var text = TemplateEngines.Default.Render(template, EmbeddedFiles.Template(template), model);
        return Bytes(text.IsOk ? text.Value : throw new InvalidOperationException(text.Errors[0].ToString()));
    }

    private static ImmutableArray<byte> Bytes(string text) => [.. Encoding.UTF8.GetBytes(text)];
}
