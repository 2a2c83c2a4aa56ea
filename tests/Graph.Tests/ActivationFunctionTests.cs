namespace FpgaSeg.Graph.Tests;

/// <summary>Values from Python's math module (math.erf, math.tanh, math.exp), which uses the C library's.</summary>
public sealed class ActivationFunctionTests
{
    public static TheoryData<ActivationFunction, double, double> Values => new()
    {
        { ActivationFunction.Gelu, 0.7, 0.5306254434438489 },
        { ActivationFunction.Gelu, -2.5, -0.015524163314440348 },
        { ActivationFunction.Gelu, 4.3, 4.299963278406475 },
        { ActivationFunction.Gelu, -4.3, -3.672159352526481e-05 },
        { ActivationFunction.Silu, -1.25, -0.27837517353163604 },
        { ActivationFunction.Mish, -0.8, -0.28396326278162165 },
        { ActivationFunction.Softplus, -30, 9.357622968839737e-14 },
        { ActivationFunction.Elu(0.5), -1, -0.31606027941427883 },
        { ActivationFunction.HardSigmoid(1.0 / 6, 0.5), 0.75, 0.625 },
        { ActivationFunction.LeakyRelu(0.01), -3, -0.03 },
        { ActivationFunction.Relu6, 7, 6 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Equals_the_C_library(ActivationFunction function, double x, double expected) =>
        Assert.Equal(expected, function.Evaluate(x), 1e-14 + (Math.Abs(expected) * 4e-12));

    [Fact]
    public void Functions_of_one_name_are_equal()
    {
        Assert.Equal(ActivationFunction.LeakyRelu(0.1), ActivationFunction.LeakyRelu(0.1));
        Assert.NotEqual(ActivationFunction.LeakyRelu(0.1), ActivationFunction.LeakyRelu(0.2));
        Assert.Same(ActivationFunction.Relu6, ActivationFunction.Clip(0, 6));
        Assert.True(ActivationFunction.Clip(0, 4).IsRectifier);
        Assert.False(ActivationFunction.Clip(-1, 1).IsNonNegative);
    }
}
