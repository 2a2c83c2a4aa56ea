using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.HlsGen.Tests.CSimulation;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>The C++ rounding rule against the C# one: every shift, every format's ends, values around every rounding step.</summary>
public class RequantiseTests
{
    private static readonly NumberFormat[] _formats = [new(8, true), new(8, false), new(1, false), new(2, true), new(16, false), new(26, true)];

    [SkippableTheory]
    [InlineData("g++", "")]
    [InlineData("clang++", "-DFS_EXACT_WIDTHS")]
    public void Every_shift_rounds_alike(string compiler, string flag)
    {
        Skip.IfNot(Tool.Exists(compiler), $"{compiler} is not installed.");
        using var folder = new TemporaryFolder();
        foreach (var (path, bytes) in Output.EmbeddedFiles.Kernels)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
            File.WriteAllBytes(folder[path], bytes.AsSpan());
        }

        File.WriteAllText(folder["rule.cpp"], Source());
        string[] flags = flag.Length == 0 ? [] : [flag];
        Tool.Compile(
            compiler,
            ["-std=c++17", "-O1", "-Wall", "-Wextra", "-Werror", "-fsanitize=undefined", "-fno-sanitize-recover", .. flags, "-isystem",
                "hls/compat/ap", "-isystem", "hls/compat/stream", "rule.cpp", "-o", "rule"],
            folder.Path);
        var cases = Cases().ToList();
        var input = string.Join('\n', cases.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Shift} {c.Accumulator} {c.M} {c.B}")));
        var (status, output, errors) = Tool.Run(folder["rule"], [], folder.Path, Encoding.ASCII.GetBytes(input + "\n"));
        Assert.True(status == 0, errors);

        var at = 0;
        foreach (var (shift, accumulator, m, b) in cases)
        {
            var rule = new Requantizer([m], [b], shift);
            foreach (var format in _formats)
            {
                var actual = BinaryPrimitives.ReadInt32LittleEndian(output.AsSpan(at));
                Assert.True(rule.Apply(accumulator, 0, format) == actual, $"({accumulator} * {m} + {b}) >> {shift} as {format}: {actual}");
                at += 4;
            }
        }

        Assert.Equal(output.Length, at);
    }

    // Ends of M and of a 28-bit accumulator, and offsets that put the sum one below, on and one above a rounding step.
    private static IEnumerable<(int Shift, long Accumulator, int M, long B)> Cases()
    {
        for (var shift = 0; shift <= 46; shift++)
        {
            var half = shift == 0 ? 0 : 1L << (shift - 1);
            foreach (var m in (int[])[1, -1, 3, 131071, -131072])
            {
                foreach (var accumulator in (long[])[0, 1, -1, 127, -128, 1000, -1001, (1 << 27) - 1, -(1 << 27)])
                {
                    foreach (var near in (long[])[-2, -1, 0, 1, 127, 128, -127, -128, 255])
                    {
                        for (long step = -1; step <= 1; step++)
                        {
                            var b = (near * (1L << Math.Min(shift, 38))) - half - (accumulator * m) + step;
                            if (Fits(b + half) && Fits((accumulator * m) + b + half))
                                yield return (shift, accumulator, m, b);
                        }
                    }
                }
            }
        }
    }

    private static bool Fits(long value) => value is >= -(1L << 47) and < 1L << 47;

    private static string Source()
    {
        var formats = string.Join("", _formats.Select(f =>
            $"    put(fs::requantise<rule<SHIFT, ap_{(f.IsSigned ? "" : "u")}int<{f.Bits}>>>(acc, s));\n"));
        return $$"""
            #include "hls/requantise.hpp"
            #include <cstdio>
            #include <utility>
            template <int S, class T>
            struct rule {
                typedef T out_t;
                static constexpr int ACC_BITS = 28;
                static constexpr int SHIFT = S;
                static constexpr bool UNIT = false, IN_LOGIC = false, RECTIFY = false;
                static constexpr int OFFSET_BITS = 48;
                static constexpr int RECTIFIER_BITS = 1;
            };
            template <class T>
            void put(T value) {
                const std::int32_t v = static_cast<std::int32_t>(value);
                std::fwrite(&v, 1, 4, stdout);
            }
            template <int SHIFT>
            void all(long long a, int m, long long offset) {
                const fs::reg<28> acc = fs::reg<28>(a);
                const fs::scale<48, 1> s = {m, offset, 0};
            {{formats}}}
            template <int... SHIFTS>
            void dispatch(std::integer_sequence<int, SHIFTS...>, int shift, long long a, int m, long long b) {
                (void)std::initializer_list<int>{(shift == SHIFTS ? (all<SHIFTS>(a, m, b + (SHIFTS == 0 ? 0 : 1LL << (SHIFTS == 0 ? 0 : SHIFTS - 1))), 0) : 0)...};
            }
            int main() {
                int shift, m;
                long long a, b;
                while (std::scanf("%d %lld %d %lld", &shift, &a, &m, &b) == 4) dispatch(std::make_integer_sequence<int, 48>(), shift, a, m, b);
            }
            """;
    }
}
