using System.Globalization;
using System.Text;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.Planning.Foldings;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>
/// Two products in one multiplier are the two products: for every packing, at every place of its chain, all activations and all pairs of weights
/// (in chains of more than four, whose sums take as long as they are, the extreme and smallest ones), while the other places hold the extremes.
/// </summary>
public sealed class PackingTests
{
    // Formats of activations; weights of 2 to 8 bits; the ports of a DSP48E1 and of an 18x18 multiplier.
    private static readonly NumberFormat[] _formats = [new(8, false), new(8, true), new(6, false), new(4, false), new(4, true)];

    private const string Program = """
        #include "net/hls/products.hpp"
        #include <cstdio>
        #include <cstdlib>

        static long long checks = 0;

        static bool is_tested(int weight, int most, int chain) {
            return chain <= 4 || std::abs(weight) <= 1 || std::abs(weight) == most;
        }

        // Weights and all activations at place j; every other place of the chain pushes the low sum as far as it goes, up or down.
        template <class P, class T, int WEIGHT_BITS, int CHAIN>
        void check_place(int j, int others, fs::reg<48> low_rest, T extreme) {
            typedef ap_int<WEIGHT_BITS> weight;
            const int most = (1 << (WEIGHT_BITS - 1)) - 1;
            weight low_word[CHAIN], high_word[CHAIN];
            T x[CHAIN];
            for (int i = 0; i < CHAIN; ++i) low_word[i] = weight(others), high_word[i] = weight(-others), x[i] = extreme;
            for (int low = -most; low <= most; ++low) {
                for (int high = -most; high <= most; ++high) {
                    if (!is_tested(low, most, CHAIN) || !is_tested(high, most, CHAIN)) continue;
                    low_word[j] = weight(low), high_word[j] = weight(high);
                    for (int v = int(fs::format<T>::MIN); v <= int(fs::format<T>::MAX); ++v) {
                        x[j] = T(v);
                        fs::reg<32> sums[2] = {3, -5};
                        fs::add_pair<P, CHAIN>(sums[0], sums[1], low_word, high_word, x);
                        if (sums[0] != 3 + low_rest + low * v || sums[1] != -5 - low_rest + high * v) {
                            std::fprintf(stderr, "%d-bit weights, shift %d, place %d of %d: %d and %d times %d give %d and %d\n", WEIGHT_BITS,
                                         P::SHIFT, j, CHAIN, low, high, v, int(sums[0]), int(sums[1]));
                            std::exit(1);
                        }
                        ++checks;
                    }
                }
            }
        }

        template <class P, class T, int WEIGHT_BITS, int CHAIN>
        void check() {
            const int most = (1 << (WEIGHT_BITS - 1)) - 1;
            const int extreme = -fs::format<T>::MIN > fs::format<T>::MAX ? int(fs::format<T>::MIN) : int(fs::format<T>::MAX);
            for (int j = 0; j < CHAIN; ++j) {
                check_place<P, T, WEIGHT_BITS, CHAIN>(j, most, fs::reg<48>(CHAIN - 1) * most * extreme, T(extreme));
                check_place<P, T, WEIGHT_BITS, CHAIN>(j, -most, -fs::reg<48>(CHAIN - 1) * most * extreme, T(extreme));
            }
        }

        """;

    [SkippableFact]
    public void Packed_products_equal_single_ones()
    {
        Skip.IfNot(Tool.Exists("g++"), "g++ is not installed.");
        var cases =
            (from f in _formats from w in Enumerable.Range(2, 7) from port in new[] { 18, 25 } let p = Packing.Of(w, f, port) where p.IsPaired select (f, w, p))
            .Distinct().ToList();
        Assert.Contains(cases, c => c is (var f, 8, { Shift: 17, Chain: 2 }) && f == NumberFormat.UInt8);
        using var folder = new TemporaryFolder();
        Assert.True(BuildFolderWriter.Write(Designs.Generate(GeneratedTextTests.Tiny()), folder["net"]).IsOk);
        File.WriteAllText(folder["packing.cpp"], Source(cases));
        Tool.Compile(
            "g++",
            ["-std=c++17", "-O2", "-Wall", "-Wextra", "-Werror", "-isystem", "net/hls/compat/ap", "-isystem", "net/hls/compat/stream", "packing.cpp", "-o", "packing"],
            folder.Path);
        var (status, output, errors) = Tool.Run(folder["packing"], [], folder.Path);
        Assert.True(status == 0, errors);
        var checks = long.Parse(Encoding.ASCII.GetString(output), CultureInfo.InvariantCulture);
        Assert.True(checks > 255L * 255 * 256 * 2 * 4, $"{checks} products");
    }

    private static string Source(IReadOnlyList<(NumberFormat Format, int WeightBits, Packing Packing)> cases)
    {
        var calls = cases.Select(c =>
            $"    check<{Emitters.TypeText.Of(c.Packing, inLogic: false)}, {Emitters.TypeText.Of(c.Format)}, {c.WeightBits}, {c.Packing.Chain}>();\n");
        return $"{Program}int main() {{\n{string.Concat(calls)}    std::printf(\"%lld\", checks);\n}}\n";
    }
}
