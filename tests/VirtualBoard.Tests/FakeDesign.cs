using System.Collections.Immutable;
using System.Security.Cryptography;
using FpgaSeg.Protocol.Design;

namespace FpgaSeg.VirtualBoard.Tests;

/// <summary>
/// A build folder as gen-hls would write it, around a hand-written program: a mask bit is "red is above 100"; an image whose first byte is 255
/// makes it fail; the traced program writes the image's red plane plus its own index, and the mask.
/// </summary>
internal sealed class FakeDesign : IDisposable
{
    public const int Width = 20;
    public const int Height = 10;

    private const string Makefile = """
        csim: bin/csim
        csim-traced: bin/csim-traced
        bin/csim: src/csim.cpp
        	mkdir -p bin
        	g++ -O1 -Wall -Wextra -Werror -o $@ $<
        bin/csim-traced: src/csim.cpp
        	mkdir -p bin
        	g++ -O1 -Wall -Wextra -Werror -DTRACED -o $@ $<

        """;

    private const string Program = """
        #include <cstdint>
        #include <cstdio>
        #include <cstring>
        static const int W = 20, H = 10;
        int main(int argc, char** argv) {
            if (argc < 2 || std::strcmp(argv[1], "serve") != 0) return 2;
            FILE* trace = argc == 4 ? std::fopen(argv[3], "ab") : nullptr;
            std::uint8_t image[W * H * 3], mask[(W * H + 7) / 8];
            while (std::fread(image, 1, sizeof image, stdin) == sizeof image) {
                if (image[0] == 255) { std::fputs("the first byte is 255\n", stderr); return 3; }
                std::memset(mask, 0, sizeof mask);
                for (int i = 0; i < W * H; i++) if (image[3 * i] > 100) mask[i / 8] |= std::uint8_t(1 << (i % 8));
        #ifdef TRACED
                const std::int32_t head[4] = {3, 2, H, W};
                std::fwrite("FSTR", 1, 4, trace);
                std::fwrite(head, 4, 4, trace);
                for (int i = 0; i < W * H; i++) { std::int32_t v[2] = {image[3 * i], -i}; std::fwrite(v, 4, 2, trace); }
        #endif
                std::fwrite(mask, 1, sizeof mask, stdout);
                std::fflush(stdout);
            }
            if (trace) std::fclose(trace);
            return 0;
        }

        """;

    public FakeDesign()
    {
        Write("Makefile", Makefile);
        Write("src/csim.cpp", Program);
        Seal();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("fpgaseg-test-").FullName;

    public string ManifestPath => Path.Combine(Folder, "design.json");

    public static byte[] RandomImage(int seed)
    {
        var bytes = new byte[Width * Height * 3];
        new Random(seed).NextBytes(bytes);
        bytes[0] = 7;
        return bytes;
    }

    public static byte[] MaskOf(byte[] image)
    {
        var mask = new byte[Width * Height / 8];
        for (var i = 0; i < Width * Height; i++)
            mask[i / 8] |= (byte)(image[i * 3] > 100 ? 1 << (i % 8) : 0);
        return mask;
    }

    public void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Writes design.json over the files as they are.</summary>
    public void Seal()
    {
        var files = new[] { "Makefile", "src/csim.cpp" }.ToImmutableSortedDictionary(
            f => f, f => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, f)))), StringComparer.Ordinal);
        var manifest = new DesignManifest(
            1, "test", new string('b', 64), "", "none", 100_000_000, new ImageGeometry(Width, Height, 3), new MaskGeometry(Width, Height),
            new LinkParameters(128, 1024), new DesignPrediction(900, 1000, 800, 1, 1, 0.5, "test"), [], [], [], files);
        File.WriteAllText(ManifestPath, DesignManifestJson.Write(manifest with { DesignId = DesignManifestJson.IdOf(manifest) }));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
