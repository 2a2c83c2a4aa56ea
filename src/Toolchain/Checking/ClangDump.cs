using System.Text;
using System.Text.RegularExpressions;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Toolchain.Running;

namespace FpgaSeg.Toolchain.Checking;

/// <summary>What clang said: a syntax tree, or errors.</summary>
internal sealed record ClangOutput(byte[] Dump, string Errors);

/// <summary>Has clang parse a design against the checker's own headers.</summary>
internal static partial class ClangDump
{
    private const string Compiler = "clang++";
    private const int TailLines = 6;

    private static readonly string[] _headers = ["ap_axi_sdata.h", "ap_int.h", "cstdint", "hls_burst_maxi.h", "hls_stream.h", "type_traits"];

    /// <summary>A design's src/top.cpp. Of the ROMs only the declarations are parsed: their numbers would be most of the tree.</summary>
    public static Result<ClangOutput> OfDesign(string folder)
    {
        using var copy = new ScratchFolder();
        foreach (var part in (string[])["src", "hls", "weights"])
        {
            if (!Directory.Exists(Path.Combine(folder, part)))
                continue;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, part), "*.?pp", SearchOption.AllDirectories))
                copy.Write(Path.GetRelativePath(folder, file), part == "weights" ? WithoutNumbers(File.ReadAllText(file)) : File.ReadAllText(file));
        }

        return Run(copy, "src/top.cpp", []);
    }

    /// <summary>One source text; <paramref name="include"/> is the folder of the kernel headers.</summary>
    public static Result<ClangOutput> OfSource(string source, string include)
    {
        using var copy = new ScratchFolder();
        copy.Write("source.cpp", source);
        return Run(copy, "source.cpp", ["-I", include]);
    }

    /// <summary>A weight header with its definitions turned into declarations.</summary>
    internal static string WithoutNumbers(string header) => Definition().Replace(header, "extern const ${what};");

    private static Result<ClangOutput> Run(ScratchFolder folder, string source, string[] options)
    {
        foreach (var header in _headers)
            folder.Write($"headers/{header}", Header(header));
        string[] arguments =
        [
            "-std=c++14", "-fsyntax-only", "-w", "-nostdinc", "-DFS_EXACT_WIDTHS", "-DFS_HLS_MARKS", "-isystem", "headers", .. options,
            "-Xclang", "-ast-dump=json", source,
        ];
        var ran = ToolRun.ToEnd(Compiler, arguments, folder.Path);
        return ran.Then<ClangOutput>(r => new ClangOutput(r.Output, r.Status == 0 ? "" : Tail(r.Errors, r.Status)));
    }

    private static string Tail(string errors, int status)
    {
        var lines = errors.Split('\n').Where(l => l.Contains("error:", StringComparison.Ordinal)).Take(TailLines).ToArray();
        return lines.Length > 0 ? string.Join('\n', lines) : $"clang++ ends with status {status}";
    }

    private static string Header(string name)
    {
        using var reader = new StreamReader(typeof(ClangDump).Assembly.GetManifestResourceStream($"headers/{name}")!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^static const (?<what>[^=\n]*\]) = \{.*?^\};", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Definition();
}
