using System.Text.RegularExpressions;

namespace FpgaSeg.Architecture.Tests;

/// <summary>The arrows of DESIGN section 3, read from the project files.</summary>
public sealed partial class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["src/Core"] = [],
        ["src/Graph"] = ["Core"],
        ["src/Protocol"] = ["Core"],
        ["src/Boards"] = ["Core"],
        ["src/OnnxFormat"] = [],
        ["src/Import"] = ["Core", "Graph", "OnnxFormat"],
        ["src/Export"] = ["Core", "Graph", "OnnxFormat"],
        ["sim/Simulator"] = ["Core", "Graph"],
        ["src/Quantizer"] = ["Core", "Graph", "Simulator"],
        ["src/Reports"] = ["Core", "Graph", "Quantizer", "Boards", "Planning"],
        ["src/Planning"] = ["Core", "Graph", "Boards"],
        ["src/HlsGen"] = ["Core", "Graph", "Boards", "Protocol", "Planning"],
        ["src/Toolchain"] = ["Core", "Boards", "Protocol"],
        ["src/HostDriver"] = ["Core", "Protocol"],
        ["sim/VirtualBoard"] = ["Core", "Protocol"],
        ["src/Verification"] = ["Core", "Graph", "Simulator", "HostDriver"],
        ["src/Cli"] =
        [
            "Core", "Graph", "Protocol", "Boards", "Import", "Export", "Simulator", "Quantizer", "Planning", "HlsGen", "HostDriver", "VirtualBoard", "Verification", "Reports", "Toolchain",
        ],
    };

    public static TheoryData<string> Projects => [.. Repository.Files("src", ".csproj").Concat(Repository.Files("sim", ".csproj"))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_what_the_design_allows(string project)
    {
        var folder = Path.GetDirectoryName(project)!.Replace('\\', '/');
        Assert.True(Allowed.TryGetValue(folder, out var allowed), $"{project}: DESIGN section 3 has no such project.");
        var references = Reference().Matches(Repository.Read(project)).Select(m => m.Groups[1].Value);
        Assert.All(references, r => Assert.True(allowed!.Contains(r, StringComparer.Ordinal), $"{project} must not refer to {r}."));
    }

    [Fact]
    public void Core_uses_no_package()
    {
        Assert.DoesNotContain("PackageReference", Repository.Read("src/Core/Core.csproj"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("FpgaSeg.sln").Replace('\\', '/');
        var projects = new[] { "src", "sim", "tests" }.SelectMany(f => Repository.Files(f, ".csproj"));
        Assert.All(projects, p => Assert.Contains(p, solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_source_project_has_tests()
    {
        var projects = Repository.Files("src", ".csproj").Concat(Repository.Files("sim", ".csproj"));
        Assert.All(projects, p =>
        {
            var name = Path.GetFileNameWithoutExtension(p);
            Assert.True(File.Exists(Path.Combine(Repository.Root, "tests", $"{name}.Tests", $"{name}.Tests.csproj")), $"{name} has no tests.");
        });
    }

    [GeneratedRegex(@"<ProjectReference Include=""[^""]*?(\w+)\.csproj""", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
